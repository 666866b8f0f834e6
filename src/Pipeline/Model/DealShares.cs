using System.Linq.Expressions;
using Entente.Pipeline.Rules.Attribution;
using Entente.Platform.Data;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Pipeline.Model;

/// <summary>
/// The credit of one opportunity: who has which share, settled by staff or agreed by every partner; by which rule it counts. Locked when the
/// opportunity is closed; from then on only a correction changes it.
/// </summary>
[Subject("deal_shares")]
internal sealed class DealShares : Entity, IScoped<DealShares>
{
    private DealShares() { }

    /// <summary>Who settles shares sees everybody who has one.</summary>
    public static Expression<Func<DealShares, bool>> InScope(EntenteDb db) =>
        d => !db.Scoped || !db.Set<ShareParties>().Any(p => p.OpportunityId == d.OpportunityId && !db.Scope.Contains(p.Concerns));

    public OpportunityId OpportunityId { get; private init; }
    public PersonId? SettledBy { get; private set; }
    public DateTimeOffset? SettledAt { get; private set; }
    public DateTimeOffset? LockedAt { get; private set; }

    /// <summary>The model that counted when it was locked; null: not locked.</summary>
    public CreditModel? Model { get; private set; }

    /// <summary>The version of the rule that counted then: <c>reseller 2</c>; empty: what every workspace starts with.</summary>
    public string Rule { get; private set; } = "";

    /// <summary>What the CRM was last sent: <c>Sourced 60</c>; null: nothing. Sent again only when it is something else.</summary>
    public string? InCrm { get; private set; }
    public List<PartnerShare> Shares { get; } = [];

    /// <summary>Equal shares, which nobody has settled yet.</summary>
    public static DealShares Begin(OpportunityId opportunity) => new() { OpportunityId = opportunity };

    /// <summary>Further partners came in; as long as not everything is settled they share equally what nobody has agreed to, later newcomers begin with nothing.</summary>
    public void Join(IEnumerable<(PartnerId Partner, DealRole Role)> partners)
    {
        if (LockedAt is not null)
            return;
        Shares.AddRange(
            partners
                .Where(p => !Shares.Exists(s => s.PartnerId == p.Partner))
                .Select(p => PartnerShare.Of(OpportunityId, p.Partner, p.Role))
        );
        if (SettledAt is null)
            Spread();
    }

    /// <summary>Puts them in force: those named, at what they are given; everybody else at nothing.</summary>
    public void Settle(IReadOnlyDictionary<PartnerId, RoleShare> given, PersonId? by, DateTimeOffset now)
    {
        if (LockedAt is not null || Pipeline.Shares.Fault([.. given.Values]) is not null)
            throw new InvalidOperationException("Locked, or above the whole.");
        Put(given);
        (SettledBy, SettledAt) = (by, now);
        Announce(new SharesSettled(OpportunityId));
    }

    /// <summary>Everybody has agreed to a share of their own: nothing is left to settle.</summary>
    public void SettleIfAgreed(DateTimeOffset now)
    {
        if (LockedAt is null && SettledAt is null && Shares.Count > 0 && Shares.TrueForAll(s => s.Agreed))
            (SettledBy, SettledAt) = (null, now);
    }

    /// <summary>The opportunity is closed: nothing changes any more but by a correction.</summary>
    public void Lock(CreditModel model, string rule, DateTimeOffset at)
    {
        if (LockedAt is null)
            (LockedAt, Model, Rule) = (at, model, rule);
    }

    /// <summary>The opportunity is open again.</summary>
    public void Unlock() => (LockedAt, Model, Rule) = (null, null, "");

    public void Sent(string what) => InCrm = what;

    private void Put(IReadOnlyDictionary<PartnerId, RoleShare> given)
    {
        foreach (var (partner, share) in given)
        {
            if (Shares.Find(s => s.PartnerId == partner) is not { } own)
                Shares.Add(own = PartnerShare.Of(OpportunityId, partner, share.Role));
            own.Agree(share);
        }
        foreach (var other in Shares.Where(s => !given.ContainsKey(s.PartnerId)))
            other.Agree(new(other.Role, 0));
    }

    private void Spread()
    {
        var points = ShareTalk.Spread(Shares.ToDictionary(s => s.PartnerId, s => s.Agreed ? s.BasisPoints : (int?)null));
        foreach (var share in Shares.Where(s => !s.Agreed))
            share.Take(points[share.PartnerId]);
    }
}

/// <summary>One partner's slice. Its people see no other.</summary>
[Subject("partner_share")]
internal sealed class PartnerShare : Entity, IPartnerOwned
{
    private PartnerShare() { }

    public PartnerId PartnerId { get; private init; }
    public OpportunityId OpportunityId { get; private init; }
    public DealRole Role { get; private set; }
    public int BasisPoints { get; private set; }

    /// <summary>Settled by staff, or agreed to by both sides; else its part of what is left.</summary>
    public bool Agreed { get; private set; }

    public static PartnerShare Of(OpportunityId opportunity, PartnerId partner, DealRole role) =>
        new()
        {
            OpportunityId = opportunity,
            PartnerId = partner,
            Role = role,
        };

    public void Take(int points) => BasisPoints = points;

    public void Agree(RoleShare share) => (Role, BasisPoints, Agreed) = (share.Role, share.BasisPoints, true);

    /// <summary>Both sides agreed to an offer.</summary>
    public void Agree(RoleShare share, OpportunityId deal)
    {
        Agree(share);
        Announce(new SharesSettled(deal));
    }
}

/// <summary>Which partners have a share, without the filters that hang on who looks; nothing but ids, and used by filters alone.</summary>
internal sealed class ShareParties : IWorkspaceOwned
{
    public WorkspaceId WorkspaceId { get; private init; }
    public OpportunityId OpportunityId { get; private init; }
    public PartnerId Concerns { get; private init; }

    public static void Map(ModelBuilder model) =>
        model.Entity<ShareParties>(c =>
        {
            c.HasNoKey();
            c.ToSqlQuery("select workspace_id, opportunity_id, partner_id as concerns from partner_share");
        });
}
