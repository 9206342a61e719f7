import { DomainName, SecurityPolicy } from 'aws-cdk-lib/aws-apigatewayv2';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import { AaaaRecord, ARecord, HostedZone, RecordTarget } from 'aws-cdk-lib/aws-route53';
import { ApiGatewayv2DomainProperties } from 'aws-cdk-lib/aws-route53-targets';
import { Construct } from 'constructs';
import type { Config } from '../config.ts';

/** A name of one's own for the API; with its zone also the records in it. */
export class CustomDomain extends Construct {
  readonly domainName: DomainName;

  constructor(scope: Construct, id: string, domain: NonNullable<Config['domain']>) {
    super(scope, id);
    const { name, certificateArn, hostedZone } = domain;
    this.domainName = new DomainName(this, 'Name', {
      domainName: name,
      securityPolicy: SecurityPolicy.TLS_1_2,
      certificate: Certificate.fromCertificateArn(this, 'Certificate', certificateArn),
    });
    if (hostedZone === undefined) return;

    const { regionalDomainName, regionalHostedZoneId } = this.domainName;
    const record = {
      recordName: `${name}.`,
      zone: HostedZone.fromHostedZoneAttributes(this, 'Zone', {
        hostedZoneId: hostedZone.id,
        zoneName: hostedZone.name,
      }),
      target: RecordTarget.fromAlias(
        new ApiGatewayv2DomainProperties(regionalDomainName, regionalHostedZoneId),
      ),
    };
    new ARecord(this, 'Address', record);
    new AaaaRecord(this, 'AddressV6', record);
  }
}
