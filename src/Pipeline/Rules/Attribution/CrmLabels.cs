namespace Entente.Pipeline.Rules.Attribution;

/// <summary>What a label of the CRM (HubSpot's association label, Salesforce's partner role) means for credit. Pure.</summary>
public static class CrmLabels
{
    private static readonly (string Word, DealRole Role)[] Words =
    [
        ("sourc", DealRole.Sourcing),
        ("refer", DealRole.Sourcing),
        ("originat", DealRole.Sourcing),
        ("resell", DealRole.Resale),
        ("distribut", DealRole.Resale),
        ("var", DealRole.Resale),
        ("integrat", DealRole.Services),
        ("implement", DealRole.Services),
        ("consult", DealRole.Services),
        ("service", DealRole.Services),
        ("deliver", DealRole.Services),
        ("tech", DealRole.Technology),
        ("isv", DealRole.Technology),
    ];

    /// <summary>Whatever is not known helps, and no more.</summary>
    public static DealRole RoleOf(string? label) =>
        Words.FirstOrDefault(w => (label ?? "").Contains(w.Word, StringComparison.OrdinalIgnoreCase)) is { Word: not null } found
            ? found.Role
            : DealRole.Influence;
}
