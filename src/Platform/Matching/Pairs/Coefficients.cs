namespace Entente.Platform.Matching.Pairs;

/// <summary>
/// Log-odds that each feature adds. Those of names, phones and addresses come from a logistic regression (ridge 0.0003, Newton's method, both
/// classes of equal weight) over pairs of <c>tests/Rules/Matching/Training.cs</c>, which fits them anew and compares; those of domain and country are set by
/// hand, as no labelled set in reach holds these fields.
/// </summary>
internal static class Coefficients
{
    public const double Name = -5.928;

    /// <summary>In the order of <see cref="NameEvidence.Labels"/>.</summary>
    public static readonly double[] Names = [6.152, 4.722, 0.868, -3.736, -0.704, -0.928, -1.425, -0.707, 0.115, 0.794];

    /// <summary>Where a side has no name.</summary>
    public const double NoName = -5.928;

    /// <summary>In the order of <see cref="FieldEvidence.Labels"/>.</summary>
    public static readonly double[] Fields = [1.875, -3.388, 2.947, -1.173, 4.393, -3.081, 3.734, -0.805];

    public const double SameDomain = 4.5;
    public const double OtherDomain = -1.8;
    public const double SameCountry = 0.2;
    public const double OtherCountry = -1.2;
}
