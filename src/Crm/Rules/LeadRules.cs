namespace Entente.Crm.Rules;

/// <summary>Whether a lead is still open. Pure.</summary>
internal static class LeadRules
{
    private static readonly string[] Ends = ["closed", "unqualified", "disqualified", "not converted", "junk", "dead", "lost"];

    /// <summary>By the words of its status, where the CRM keeps no flag for it.</summary>
    public static bool Ended(string? status) =>
        status is not null && Array.Exists(Ends, w => status.Contains(w, StringComparison.OrdinalIgnoreCase));

    /// <summary>By HubSpot's state of the stage: both ends of a lead's way are no lead any more.</summary>
    public static bool EndedBy(string? state) => state?.ToUpperInvariant() is "QUALIFIED" or "UNQUALIFIED";
}
