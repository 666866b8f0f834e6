using Entente.Crm.Port;
using Entente.Crm.Salesforce;

namespace Entente.Crm.Rules;

/// <summary>The CRM's id of a company in what a person copies from there: the id itself, or the address of its page. Pure.</summary>
internal static class AccountAddress
{
    /// <summary>Salesforce begins the ids of accounts with it.</summary>
    private const string SalesforceAccount = "001";
    private const int LongestNumber = 20;

    /// <param name="known">The address of any company of the connection: it names the account of the CRM that is connected.</param>
    /// <returns>Null when it names no company, or one of another account of the CRM.</returns>
    public static string? IdIn(CrmKind kind, string known, string? typed)
    {
        var text = typed?.Trim() ?? "";
        if (!text.Contains('/', StringComparison.Ordinal))
            return Id(kind, text);
        var parts = Parts(text);
        if (kind is not CrmKind.HubSpot)
            return parts.Select(p => Id(kind, p)).FirstOrDefault(id => id is not null);
        // HubSpot counts its ids per account: the same number in another one is another company.
        if (After(parts, "contacts") is { } theirs && After(Parts(known), "contacts") is { } ours && theirs != ours)
            return null;
        return Id(kind, After(parts, "0-2") ?? After(parts, "company") ?? "");
    }

    private static string? Id(CrmKind kind, string text) =>
        kind switch
        {
            CrmKind.HubSpot => text.Length is > 0 and <= LongestNumber && text.All(char.IsAsciiDigit) ? text : null,
            _ => SalesforceId.Normalise(text) is { } id && id.StartsWith(SalesforceAccount, StringComparison.Ordinal) ? id : null,
        };

    private static string[] Parts(string address) =>
        Uri.TryCreate(address.Contains("://", StringComparison.Ordinal) ? address : "https://" + address, UriKind.Absolute, out var read)
            ? read.AbsolutePath.Split('/', StringSplitOptions.RemoveEmptyEntries)
            : [];

    private static string? After(string[] parts, string name) =>
        Array.IndexOf(parts, name) is >= 0 and var at && at + 1 < parts.Length ? parts[at + 1] : null;
}
