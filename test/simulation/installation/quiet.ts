// Functions that are played write neither log lines nor metrics; they look at this as they are loaded.
process.env.POWERTOOLS_LOG_LEVEL = 'SILENT';
process.env.POWERTOOLS_METRICS_DISABLED = 'true';
