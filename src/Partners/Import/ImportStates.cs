using Entente.Platform.Values;

namespace Entente.Partners.Import;

public readonly record struct PartnerImportId(Guid Value) : ITypedId<PartnerImportId>
{
    public static PartnerImportId From(Guid value) => new(value);
}

/// <summary>Where partners are brought from.</summary>
public enum ImportSource
{
    File,
    Crm,
}

/// <summary>Where an import stands.</summary>
public enum PartnerImportState
{
    /// <summary>Kept; somebody says which column is what.</summary>
    Mapping,

    /// <summary>All rows are looked at; nothing is made.</summary>
    Judging,

    /// <summary>Every row has its verdict; somebody says whether partners are made of it.</summary>
    Judged,

    /// <summary>Partner by partner made.</summary>
    Making,
    Done,

    /// <summary>Nobody wants it any more.</summary>
    Dropped,
}

/// <summary>What a person says of a row that looks like a partner that is here, or like another row.</summary>
public enum AlikeAnswer
{
    /// <summary>It is that partner.</summary>
    Same,

    /// <summary>It is another company.</summary>
    Other,
}

/// <summary>What is done besides the new partners.</summary>
/// <param name="Fills">Partners that are here already get what they lack.</param>
/// <param name="TakesAlike">Rows that look like others and of which nobody said anything are partners of their own.</param>
/// <param name="Invites">Everybody who joins a team is written to.</param>
public sealed record ImportChoice(bool Fills, bool TakesAlike, bool Invites);
