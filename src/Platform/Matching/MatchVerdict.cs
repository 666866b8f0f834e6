namespace Entente.Platform.Matching;

/// <summary>What a score means.</summary>
public enum MatchVerdict
{
    /// <summary>Another company as far as the names tell.</summary>
    None,

    /// <summary>Worth a look: a relative, a shorter name, several letters apart.</summary>
    Possible,

    /// <summary>The same company unless somebody knows better.</summary>
    Probable,

    /// <summary>Same registrable domain, or the same core name.</summary>
    Exact,
}

/// <summary>The thresholds, measured on the registrants of the SEC (see the README of this folder).</summary>
public static class MatchVerdicts
{
    public const int Exact = 96;
    public const int Probable = 86;
    public const int Possible = 62;

    /// <summary>Of a score from 0 to 100.</summary>
    public static MatchVerdict Of(int score) =>
        score switch
        {
            >= Exact => MatchVerdict.Exact,
            >= Probable => MatchVerdict.Probable,
            >= Possible => MatchVerdict.Possible,
            _ => MatchVerdict.None,
        };
}
