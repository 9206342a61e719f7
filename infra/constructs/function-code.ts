import { AssetHashType } from 'aws-cdk-lib';
import { Code, Runtime } from 'aws-cdk-lib/aws-lambda';
import { writeBundle } from '../bundles/bundle.ts';
import { folderOf } from '../bundles/options.ts';

/** What functions run on. */
export const runtime = Runtime.NODEJS_24_X;

/**
 * The code of a function, bundled here when the stack is synthesized. NodejsFunction would make one file of it, of
 * which every start reads also what it seldom needs.
 */
export const functionCode = (name: string): Code =>
  Code.fromAsset(folderOf(name), {
    assetHashType: AssetHashType.OUTPUT,
    bundling: {
      // Named because it must be; what bundles is esbuild, which is installed with the rest.
      image: runtime.bundlingImage,
      local: {
        tryBundle: (folder) => {
          writeBundle(name, folder);
          return true;
        },
      },
    },
  });
