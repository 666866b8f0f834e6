namespace Entente.Platform.Matching;

/// <summary>What is known of a company, a branch or a person, as somebody typed it; every part may be missing.</summary>
/// <param name="Address">One line in any order: street and number, suburb, city, postal code, state.</param>
/// <param name="Phone">One number or several.</param>
/// <param name="Domain">URL, e-mail address or host.</param>
/// <param name="Country">ISO 3166-1 code or a name.</param>
public sealed record CompanyRecord(
    string? Name,
    string? Address = null,
    string? Phone = null,
    string? Domain = null,
    string? Country = null
)
{
    /// <summary>What the workspace changed about sites that prove nothing; null: the shipped list alone holds.</summary>
    public SiteList? Sites { get; init; }
}

/// <summary>What is to be done about two records.</summary>
public enum PairVerdict
{
    /// <summary>Two companies.</summary>
    Different,

    /// <summary>Somebody has to look: a parent and its subsidiary, two places of one company, a shorter name, too little to go by.</summary>
    Ask,

    /// <summary>One company.</summary>
    Same,
}

/// <summary>How likely two records are one company's.</summary>
/// <param name="Probability">0 to 1, for a pair that is as likely the same as not before anything is compared.</param>
/// <param name="Because">A sentence that names the fields that decided; it quotes both records, so it is for staff.</param>
public sealed record PairAnswer(double Probability, PairVerdict Verdict, string Because);
