using Entente.Crm.Port;

namespace Entente.Crm.Salesforce;

/// <summary>The addresses of Salesforce's REST API below one version.</summary>
internal sealed class SalesforcePaths(string version)
{
    private readonly string root = $"/services/data/v{version}";

    public string Query(string soql) => $"{root}/query?q={Uri.EscapeDataString(soql)}";

    /// <summary>Includes the recycle bin.</summary>
    public string QueryAll(string soql) => $"{root}/queryAll?q={Uri.EscapeDataString(soql)}";

    public string Describe(string name) => $"{root}/sobjects/{name}/describe";

    public string Rows(string name) => $"{root}/sobjects/{name}";

    public string Deleted(string name, DateTimeOffset start, DateTimeOffset end) =>
        $"{root}/sobjects/{name}/deleted?start={Stamp(start)}&end={Stamp(end)}";

    public string Collections => $"{root}/composite/sobjects";

    public string UpsertMany(CrmObject kind) => $"{Collections}/{SalesforceFields.Object(kind)}/{SalesforceFields.Key}";

    public string QueryJobs => $"{root}/jobs/query";

    public string QueryJob(string id) => $"{QueryJobs}/{Uri.EscapeDataString(id)}";

    public string QueryResults(string id, string? locator, int most) =>
        $"{QueryJob(id)}/results?maxRecords={most.ToString(System.Globalization.CultureInfo.InvariantCulture)}"
        + (locator is null ? "" : $"&locator={Uri.EscapeDataString(locator)}");

    public string CustomField => $"{root}/tooling/sobjects/CustomField";

    private static string Stamp(DateTimeOffset at) =>
        Uri.EscapeDataString(at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'+00:00'", System.Globalization.CultureInfo.InvariantCulture));
}
