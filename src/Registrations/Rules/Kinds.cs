namespace Entente.Registrations.Rules;

/// <summary>What the kinds of registrations are called, and what they ask besides.</summary>
public static class Kinds
{
    /// <summary>As a heading: <c>Renewal</c>.</summary>
    public static string Words(this RegistrationKind kind) => kind is RegistrationKind.ServiceAttach ? "Service attach" : kind.ToString();

    /// <summary>In a sentence: <c>renewal</c>.</summary>
    public static string Noun(this RegistrationKind kind) => kind.Words().ToLowerInvariant();

    /// <summary>With its article: <c>an expansion</c>.</summary>
    public static string Some(this RegistrationKind kind) => (kind is RegistrationKind.Expansion ? "an " : "a ") + kind.Noun();

    /// <summary>Somebody serves this customer already, and the claim says who (REG-1).</summary>
    public static bool KnowsIncumbent(this RegistrationKind kind) => kind is RegistrationKind.Renewal or RegistrationKind.Expansion;

    public static string Words(this Incumbent incumbent) =>
        incumbent switch
        {
            Incumbent.Claimant => "The partner that registers",
            Incumbent.Direct => "The vendor itself",
            Incumbent.Other => "Another partner",
            _ => "Not known",
        };

    public static string Words(this SecondRole role) =>
        role switch
        {
            SecondRole.Distributor => "Distributor",
            SecondRole.Services => "Services",
            SecondRole.Referral => "Referral",
            _ => "Another part",
        };

    /// <summary>The kind that a form or an address names, in any case; null: none.</summary>
    public static RegistrationKind? Read(string? name) =>
        Enum.TryParse<RegistrationKind>(name, ignoreCase: true, out var kind) && Enum.IsDefined(kind) && !char.IsAsciiDigit(name![0])
            ? kind
            : null;
}

/// <summary>Who serves the customer today, as the claimant says.</summary>
public enum Incumbent
{
    Claimant,
    Direct,
    Other,
    Unknown,
}

/// <summary>What a second partner does in the deal.</summary>
public enum SecondRole
{
    Distributor,
    Services,
    Referral,
    Other,
}
