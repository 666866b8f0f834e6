using Entente.Crm;
using Entente.Platform.Matching;
using Entente.Platform.Values;

namespace Entente.Partners.Import.Rules;

/// <summary>A partner that is here.</summary>
internal sealed record KnownPartner(PartnerId Id, string Name, IReadOnlyList<string> Domains, AccountId? Company)
{
    public string Key { get; } = CompanyName.Of(Name).Key;
}

/// <summary>A company of the CRM that rows name.</summary>
/// <param name="Domain">Registrable; null when none is known.</param>
internal sealed record KnownCompany(AccountId Id, string Name, string? Domain);

/// <summary>What rows are judged against.</summary>
/// <param name="People">Everybody who is or was a member here, by address in lower case; whose team: null for the vendor's.</param>
/// <param name="Staff">Who may look after a partner, by address and by name in lower case.</param>
/// <param name="Companies">What rows name in the CRM, by their words; those left out are not there.</param>
/// <param name="Crm">What the connected CRM is called; null: none is connected.</param>
internal sealed record ImportWorld(
    IReadOnlyList<KnownPartner> Partners,
    IReadOnlyDictionary<string, PartnerId?> People,
    IReadOnlyDictionary<string, PersonId> Staff,
    IReadOnlyDictionary<string, KnownCompany> Companies,
    string? Crm
);

/// <summary>What becomes of a row when the import is confirmed.</summary>
public enum PartnerVerdict
{
    /// <summary>A partner is made.</summary>
    New,

    /// <summary>Its person joins the partner of another row.</summary>
    Person,

    /// <summary>The partner is here already.</summary>
    Known,

    /// <summary>It may be a partner that is here, or that of another row: a person says.</summary>
    Alike,

    /// <summary>It says the same partner as another row, and nobody besides.</summary>
    Repeated,

    /// <summary>It cannot be read.</summary>
    Bad,
}

/// <param name="Head">The row whose partner it is: the first of its group; itself when it stands alone.</param>
/// <param name="Partner">Which partner it is, or may be; null for a new one.</param>
internal sealed record JudgedRow(int Row, PartnerVerdict Verdict, int Head, PartnerId? Partner, IReadOnlyList<RowReason> Reasons);
