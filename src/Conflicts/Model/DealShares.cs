using Entente.Conflicts.Rules;
using Entente.Pipeline;
using Entente.Platform.Data;
using Entente.Platform.Values;

namespace Entente.Conflicts.Model;

/// <summary>Who has which share of one opportunity: settled by staff, locked when it is closed.</summary>
[Subject("deal_shares")]
internal sealed class DealShares : Entity
{
    private DealShares() { }

    public Guid Opportunity { get; private init; }
    public PersonId? SettledBy { get; private set; }
    public DateTimeOffset? SettledAt { get; private set; }
    public DateTimeOffset? LockedAt { get; private set; }
    public List<PartnerShare> Shares { get; } = [];

    /// <summary>Equal shares, which nobody has settled yet.</summary>
    public static DealShares Equal(Guid opportunity, IReadOnlyList<(PartnerId Partner, DealRole Role)> partners)
    {
        var shares = new DealShares { Opportunity = opportunity };
        shares.Spread(partners);
        return shares;
    }

    /// <summary>Further partners came in; as long as nobody has settled the shares they stay equal, later newcomers begin with nothing.</summary>
    public void Join(IReadOnlyList<(PartnerId Partner, DealRole Role)> partners)
    {
        if (LockedAt is not null)
            return;
        var fresh = partners.Where(p => !Shares.Exists(s => s.PartnerId == p.Partner)).ToList();
        if (SettledAt is null)
            Spread([.. Shares.Select(s => (s.PartnerId, s.Role)), .. fresh]);
        else
            Shares.AddRange(fresh.Select(p => PartnerShare.Of(Opportunity, p.Partner, new(p.Role, 0))));
    }

    /// <summary>Puts them in force: those named, at what they are given; everybody else at nothing.</summary>
    public void Settle(IReadOnlyDictionary<PartnerId, RoleShare> given, PersonId? by, DateTimeOffset now)
    {
        if (LockedAt is not null || Rules.Shares.Fault([.. given.Values]) is not null)
            throw new InvalidOperationException("Locked, or above the whole.");
        foreach (var (partner, share) in given)
            if (Shares.Find(s => s.PartnerId == partner) is { } known)
                known.Take(share);
            else
                Shares.Add(PartnerShare.Of(Opportunity, partner, share));
        foreach (var other in Shares.Where(s => !given.ContainsKey(s.PartnerId)))
            other.Take(new(other.Role, 0));
        (SettledBy, SettledAt) = (by, now);
        Announce(new SharesSettled(Opportunity));
    }

    /// <summary>The opportunity is closed: nothing changes any more.</summary>
    public void Lock(DateTimeOffset now) => LockedAt ??= now;

    /// <summary>The opportunity is open again.</summary>
    public void Unlock() => LockedAt = null;

    private void Spread(IReadOnlyList<(PartnerId Partner, DealRole Role)> partners)
    {
        var ordered = partners.OrderBy(p => p.Partner.Value).ToList();
        var equal = Rules.Shares.Equal(ordered.Count);
        for (var i = 0; i < ordered.Count; i++)
            if (Shares.Find(s => s.PartnerId == ordered[i].Partner) is { } known)
                known.Take(new(known.Role, equal[i]));
            else
                Shares.Add(PartnerShare.Of(Opportunity, ordered[i].Partner, new(ordered[i].Role, equal[i])));
    }
}

/// <summary>One partner's slice. Its people see no other.</summary>
[Subject("partner_share")]
internal sealed class PartnerShare : Entity, IPartnerOwned
{
    private PartnerShare() { }

    public Guid Opportunity { get; private init; }
    public PartnerId PartnerId { get; private init; }
    public DealRole Role { get; private set; }
    public int BasisPoints { get; private set; }

    /// <summary>What the partner would like; null: nothing asked for.</summary>
    public DealRole? AskedRole { get; private set; }
    public int? AskedPoints { get; private set; }
    public string? AskedWords { get; private set; }
    public PersonId? AskedBy { get; private set; }
    public DateTimeOffset? AskedAt { get; private set; }

    public static PartnerShare Of(Guid opportunity, PartnerId partner, RoleShare share) =>
        new()
        {
            Opportunity = opportunity,
            PartnerId = partner,
            Role = share.Role,
            BasisPoints = share.BasisPoints,
        };

    public void Take(RoleShare share) => (Role, BasisPoints) = (share.Role, share.BasisPoints);

    public void Ask(RoleShare share, string? words, PersonId? by, DateTimeOffset now) =>
        (AskedRole, AskedPoints, AskedWords, AskedBy, AskedAt) = (share.Role, share.BasisPoints, words, by, now);
}
