namespace Entente.Registrations.Rules;

/// <summary>The steps by which a ruling may be found (CON-3).</summary>
public enum ConflictStep
{
    /// <summary>Registered beats unregistered.</summary>
    Registered,

    /// <summary>Incumbent beats net-new.</summary>
    Incumbent,

    /// <summary>First qualified submission; claims close together are tied.</summary>
    FirstQualified,

    /// <summary>More certified people.</summary>
    Certification,

    /// <summary>Higher tier.</summary>
    Tier,

    /// <summary>Exact time: separates whatever is left.</summary>
    ExactTime,
}

/// <summary>What the steps are called, wherever they are named.</summary>
public static class ConflictSteps
{
    public static string Words(this ConflictStep step) =>
        step switch
        {
            ConflictStep.Registered => "Registered beats unregistered",
            ConflictStep.Incumbent => "Incumbent beats net-new",
            ConflictStep.FirstQualified => "First qualified submission",
            ConflictStep.Certification => "Certification breaks ties",
            ConflictStep.Tier => "Higher tier",
            ConflictStep.ExactTime => "Exact time",
            _ => throw new ArgumentOutOfRangeException(nameof(step)),
        };
}

/// <summary>What a second claim on a company means while the first one waits for its decision.</summary>
public enum Overlap
{
    /// <summary>A person compares the two; the hierarchy says who leads.</summary>
    Compare,

    /// <summary>Several may stand side by side and agree on their roles. A live protection still keeps others out.</summary>
    Share,
}

/// <summary>How two who want the same customer are ruled (CON-3), as data.</summary>
/// <param name="Order">The first step that separates the two decides.</param>
/// <param name="TieDays">Qualified within so many business days of the earliest counts as tied; 0: never.</param>
/// <param name="ActiveDays">An open direct opportunity touched within so many calendar days counts as registered.</param>
public sealed record ConflictRules(IReadOnlyList<ConflictStep> Order, int TieDays, int ActiveDays, Overlap Overlap)
{
    public static ConflictRules Default { get; } =
        new(
            [
                ConflictStep.Registered,
                ConflictStep.Incumbent,
                ConflictStep.FirstQualified,
                ConflictStep.Certification,
                ConflictStep.Tier,
                ConflictStep.ExactTime,
            ],
            TieDays: 1,
            ActiveDays: 60,
            Overlap.Compare
        );
}
