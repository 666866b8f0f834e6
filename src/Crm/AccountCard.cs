using Entente.Crm.Mapping;
using Entente.Crm.Port;
using Entente.Crm.Verdicts;
using Entente.Platform.Matching;

namespace Entente.Crm;

/// <summary>What other rooms may know of an account.</summary>
/// <param name="CrmId">The CRM's id, for a write-back to it.</param>
/// <param name="Domain">Its registrable domain; null when none is known or it is one of free mail.</param>
/// <param name="Deleted">It is gone from the CRM.</param>
/// <param name="Url">Opens it in the CRM.</param>
public sealed record AccountCard(
    AccountId Id,
    CrmConnectionId Connection,
    string CrmId,
    string Name,
    string? Domain,
    string? Country,
    string? City,
    string? OwnerId,
    string? OwnerName,
    bool IsCustomer,
    bool Deleted,
    string Url
)
{
    public string? Phone { get; init; }

    /// <summary>As the engine compares it with others. The mirror knows no street, and a city alone is no address.</summary>
    public CompanyRecord AsRecord() => new(Name, null, Phone, Domain, Country);
}

/// <param name="Email">Lower case.</param>
public sealed record ContactCard(
    ContactId Id,
    CrmConnectionId Connection,
    string CrmId,
    string Name,
    string? Email,
    string? Title,
    AccountId? Account
);

/// <summary>An account that may be the company somebody named.</summary>
/// <param name="Score">0 to 100, of the names and the domain alone.</param>
/// <param name="Pair">How likely it is the same company, by all that both sides say.</param>
public sealed record AccountCandidate(
    AccountCard Account,
    int Score,
    MatchVerdict Verdict,
    IReadOnlyList<MatchReason> Reasons,
    PairAnswer Pair
)
{
    /// <summary>What people said about the two, or what follows from it; null: nothing.</summary>
    public bool? Known { get; init; }

    /// <summary>The verdict on this very pair; null where <see cref="Known"/> only follows from others.</summary>
    public CompanySaid? Said { get; init; }

    /// <summary>Surely the same: by a person's word, else by a strong key.</summary>
    public bool Certain => Known ?? Verdict is MatchVerdict.Exact;

    /// <summary>A person's word, else a strong key, else the probability.</summary>
    public PairVerdict Outcome =>
        Known switch
        {
            true => PairVerdict.Same,
            false => PairVerdict.Different,
            null => Certain ? PairVerdict.Same : Pair.Verdict,
        };
}

/// <param name="Complete">
/// False while the index is being built: these are then the accounts found by the strong keys, domain and core name, alone.
/// </param>
public sealed record AccountCandidates(IReadOnlyList<AccountCandidate> Found, bool Complete);

/// <summary>The workspace's connection, for pages that need to know whether the CRM is there.</summary>
/// <param name="FollowedTo">Up to when the mirror has followed the CRM; null before the first walk.</param>
public sealed record CrmConnectionCard(
    CrmConnectionId Id,
    CrmKind Kind,
    string AccountName,
    string Currency,
    CrmConnectionState State,
    string Trouble,
    DateTimeOffset? FollowedTo
);

/// <param name="Id">The CRM's id; a deal's stage is named by it within its pipeline.</param>
/// <param name="Probability">0 to 100 %.</param>
public sealed record CrmStageCard(
    string Pipeline,
    string PipelineLabel,
    string Id,
    string Label,
    int Position,
    bool Closed,
    bool Won,
    decimal Probability
)
{
    /// <summary>What the connection's mapping says it means; where the admin has set nothing, what the CRM and its name say.</summary>
    public EntenteStage Means { get; init; }

    /// <summary>An admin has said what it means.</summary>
    public bool Mapped { get; init; }
}
