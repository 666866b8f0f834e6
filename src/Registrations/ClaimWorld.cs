using Entente.Crm;
using Entente.Partners;
using Entente.Pipeline;
using Entente.Platform.Data;
using Entente.Platform.Matching;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Programs.Certificates;
using Entente.Registrations.Contests;
using Entente.Registrations.Crm;
using Entente.Registrations.Evidence;
using Entente.Registrations.Model;
using Entente.Registrations.Rules;
using Microsoft.EntityFrameworkCore;

namespace Entente.Registrations;

/// <summary>
/// Loads what an assessment looks at: the partner, the CRM's accounts, open opportunities, other registrations. The answers go into the
/// assessment and no further: for a partner's actor they hold what that partner must not see.
/// </summary>
public sealed partial class ClaimWorld
{
    private const int MostCandidates = 8;
    private const int MostRivals = 50;
    private readonly EntenteDb db;
    private readonly Workspaces workspaces;
    private readonly PartnersApi partners;
    private readonly PipelineApi pipeline;
    private readonly CrmSide crm;
    private readonly TimeProvider clock;
    private readonly CertifiedPeople certified;
    private readonly IEnumerable<IClaimantRecord> records;
    private Terms? terms;

    /// <summary>
    /// Set by acts that must know every rival, also those of partners that staff with a data scope do not see; what they find is stored or refused
    /// by, never shown to them.
    /// </summary>
    internal bool Whole { get; set; }

    // The partner filter is lifted: whether somebody else claims this company is the very question.
    private IReadOnlyCollection<string> Lifted => Whole ? Fences.OfLooker : Fences.OfPartners;

    internal ClaimWorld(
        EntenteDb db,
        Workspaces workspaces,
        PartnersApi partners,
        PipelineApi pipeline,
        CrmSide crm,
        TimeProvider clock,
        CertifiedPeople certified,
        IEnumerable<IClaimantRecord> records
    )
    {
        (this.db, this.workspaces, this.partners, this.pipeline) = (db, workspaces, partners, pipeline);
        (this.crm, this.clock, this.certified, this.records) = (crm, clock, certified, records);
    }

    internal Task<WorkspaceCard> Workspace(CancellationToken ct) => workspaces.Get(db.Workspace, ct);

    /// <summary>The policy in force, as <see cref="PolicyTimeline.At"/> says; here in SQL, so that one row is read. One act goes by one policy.</summary>
    internal async Task<Terms> Terms(CancellationToken ct) => terms ??= await Load(ct);

    private async Task<Terms> Load(CancellationToken ct)
    {
        var zone = (await Workspace(ct)).TimeZone;
        var now = clock.GetUtcNow();
        var latest = await db.Set<PolicyVersion>()
            .AsNoTracking()
            .Where(p => p.InForceFrom <= now)
            .OrderByDescending(p => p.InForceFrom)
            .ThenByDescending(p => p.Number)
            .FirstOrDefaultAsync(ct);
        return latest is null
            ? Rules.Terms.Of(PolicyTimeline.First, Policy.Default, zone)
            : Rules.Terms.Of(latest.Number, latest.Read(), zone);
    }

    /// <summary>The workspace's list of sites that prove nothing.</summary>
    internal Task<SiteList> Sites(CancellationToken ct) => crm.Sites(ct);

    /// <summary>The claimant; null when there is none for this actor.</summary>
    internal Task<PartnerCard?> Partner(PartnerId claimant, CancellationToken ct) => partners.Get(claimant, ct);

    /// <param name="self">The registration that is assessed; null before it exists.</param>
    internal async Task<ClaimFacts?> Facts(PartnerId claimant, Claim claim, RegistrationId? self, CancellationToken ct)
    {
        if (await partners.Get(claimant, ct) is not { } partner)
            return null;
        claim = ByList(claim, await Sites(ct));
        var (candidates, namesRead) = await crm.Candidates(claim, MostCandidates, ct);
        var accounts = KnownCompany.Possible(candidates).Select(c => new AccountId(c.AccountId)).ToList();
        var opportunities = accounts.Count == 0 ? [] : await pipeline.OpenOn(accounts, ct, Whole);
        var attributed = await crm.Attributed(opportunities, partner, ct);
        // Who is only alike is another company until somebody says otherwise.
        var certain = candidates.Where(c => c.Certain).Select(c => new AccountId(c.AccountId)).ToList();
        var serving = Serving.Since(await Won(certain, ct));
        return new(
            claim,
            Serves(await Claimant(partner, claim, ct), serving),
            candidates,
            [.. opportunities.Select(o => Opportunity(o) with { Attributed = [.. attributed[o.CrmId]] })],
            Serve(await Rivals(claim.Keys, KnownCompany.AlsoKeys(claim, candidates), self, ct), serving)
        )
        {
            NamesUnread = !namesRead,
            Leads = await crm.Leads(claim, certain, ct),
            Files = self is { } id ? await Files(id, ct) : null,
            Places = await Places((await Terms(ct)).Of(Segment.Of(claim, partner)).Places, partner, self, ct),
        };
    }

    // By whichever way they came: with the claim, an answer, an appeal.
    private Task<int> Files(RegistrationId registration, CancellationToken ct) =>
        db.Set<Attachment>().Where(a => a.RegistrationId == registration).Select(a => a.Sha256).Distinct().CountAsync(ct);

    // Asked whatever there is. Who serves the customer is a fact of the ruling, whoever looks at it; the deals themselves go no further.
    private Task<IReadOnlyList<OpportunityCard>> Won(IReadOnlyCollection<AccountId> accounts, CancellationToken ct) =>
        pipeline.WonOn(accounts, clock.GetUtcNow().AddYears(-Serving.Years), ct, everybodys: true);

    private static ClaimantFacts Serves(ClaimantFacts claimant, IReadOnlyDictionary<PartnerId, DateTimeOffset> serving) =>
        serving.TryGetValue(claimant.Id, out var since) ? claimant with { IncumbentSince = since } : claimant;

    private static IReadOnlyList<RivalFact> Serve(
        IReadOnlyList<RivalFact> rivals,
        IReadOnlyDictionary<PartnerId, DateTimeOffset> serving
    ) => [.. rivals.Select(r => serving.TryGetValue(r.PartnerId, out var since) ? r with { IncumbentSince = since } : r)];

    /// <summary>
    /// A registration in hand, and what its assessment looks at, under the locks of its own keys and of all accounts that people called the same
    /// company. Null when there is none of this number for this actor.
    /// </summary>
    internal async Task<(Desk Desk, ClaimFacts Facts)?> Take(string number, CancellationToken ct)
    {
        IReadOnlyList<ClaimKey> also = [];
        while (await Desk.Take(db, number, ct, also) is { } desk)
        {
            var registration = desk.Registration;
            var facts = (await Facts(registration.PartnerId, registration.AsClaim(), registration.Id, ct))!;
            if (desk.Holds(facts.AlsoKeys))
                return (desk, facts);
            // Somebody said a moment ago that it is another account as well: once more, under its keys too.
            also = facts.AlsoKeys;
            await desk.DisposeAsync();
            db.ChangeTracker.Clear();
        }
        return null;
    }

    /// <summary>What a partner holds, and what became of what it held: for quota and hoarding score. Two counts.</summary>
    /// <param name="except">The claim that is judged does not count against itself.</param>
    internal async Task<HoldingFacts> Holding(
        PartnerId partner,
        Policy policy,
        DateTimeOffset now,
        CancellationToken ct,
        RegistrationId? except = null
    )
    {
        var since = now.AddDays(-policy.Quota.LookBackDays);
        var own = db.Set<Registration>()
            .IgnoreQueryFilters([Fences.Own])
            .AsNoTracking()
            .Where(r => r.PartnerId == partner && r.Id != except);
        var counted = await own.GroupBy(r => r.PartnerId)
            .Select(g => new
            {
                Open = g.Count(r =>
                    r.State == RegistrationState.InReview
                    || r.State == RegistrationState.NeedsInfo
                    || (
                        (r.State == RegistrationState.Approved || r.State == RegistrationState.Converted)
                        && (r.Protection == ProtectionState.Conditional || r.Protection == ProtectionState.Active)
                    )
                ),
                Running = g.Count(r => r.Protection == ProtectionState.Conditional || r.Protection == ProtectionState.Active),
                Won = g.Count(r => r.State == RegistrationState.Won && r.ClosedAt >= since),
                Lost = g.Count(r => r.State == RegistrationState.Lost && r.ClosedAt >= since),
                Dropped = g.Count(r =>
                    r.State == RegistrationState.Approved
                    && (r.Protection == ProtectionState.Released || r.Protection == ProtectionState.Expired)
                    && r.ProtectionEndedAt >= since
                ),
            })
            .SingleOrDefaultAsync(ct);
        if (counted is null)
            return HoldingFacts.None;
        var idle = await own.CountAsync(
            r =>
                (r.Protection == ProtectionState.Conditional || r.Protection == ProtectionState.Active)
                && r.NextStepAt == null
                && !r.Progress.Any(p => p.Kind != ProgressKind.Update),
            ct
        );
        return new(counted.Open, idle, counted.Running, counted.Won + counted.Lost + counted.Dropped, counted.Won, counted.Dropped);
    }

    // By the list as it stands at this moment, whatever it was when the claim was read.
    internal static Claim ByList(Claim claim, SiteList sites) => claim with { Sites = sites.About(claim.Domain, claim.ContactEmail) };

    private async Task<IReadOnlyList<RivalFact>> Rivals(
        IReadOnlyList<ClaimKey> keys,
        IReadOnlyList<ClaimKey> also,
        RegistrationId? self,
        CancellationToken ct
    )
    {
        // Hardly ever: people called it the same as accounts of another name.
        if (also.Count > 0)
            return
            [
                .. RivalsOf(
                        await RivalsOfMany(
                            [
                                [.. keys, .. also],
                            ],
                            null,
                            ct
                        ),
                        [.. keys, .. also]
                    )
                    .Where(r => r.Id != self?.Value),
            ];
        var domain = keys.FirstOrDefault(k => k.Kind == ClaimKey.Domain).Value;
        var name = keys.FirstOrDefault(k => k.Kind == ClaimKey.Name).Value;
        // The partner filter is lifted: whether somebody else claims this company is the very question. What is found stays in the
        // assessment, whose sentences for partners name nobody.
        var sharing = Standing(db.Set<Registration>().IgnoreQueryFilters(Lifted))
            .Where(r => r.Keys.Any(k => (k.Kind == ClaimKey.Domain && k.Value == domain) || (k.Kind == ClaimKey.Name && k.Value == name)));
        return await RivalFacts(sharing.OrderBy(r => r.ClaimedAt).Take(MostRivals), self, ct);
    }

    private static IQueryable<Registration> Standing(IQueryable<Registration> all) =>
        all.Where(r =>
            r.State != RegistrationState.Declined && r.State != RegistrationState.Rejected && r.State != RegistrationState.Withdrawn
        );

    private async Task<IReadOnlyList<RivalFact>> RivalFacts(IQueryable<Registration> which, RegistrationId? self, CancellationToken ct)
    {
        var found = await which
            .AsNoTracking()
            .Select(r => new
            {
                r.Id,
                r.Number,
                r.PartnerId,
                r.Company,
                r.Kind,
                r.State,
                r.Protection,
                r.ClaimedAt,
                r.ProtectedUntil,
                r.NextStepAt,
                r.ProtectionEndedAt,
                Challenged = r.Challenges.Any(),
            })
            .ToListAsync(ct);
        var others = found.Where(r => r.Id != self).ToList();
        // A partner's actor gets no card but its own: the others stay unnamed in what it causes to be stored.
        var cards = await partners.Cards([.. others.Select(r => r.PartnerId).Distinct()], ct);
        var known = others.Count == 0 ? null : await certified.Of([.. others.Select(r => r.PartnerId).Distinct()], ct);
        return
        [
            .. others.Select(r => new RivalFact(
                r.Id.Value,
                r.Number,
                r.PartnerId,
                cards.GetValueOrDefault(r.PartnerId)?.Name ?? "Another partner",
                r.Company,
                (int)(cards.GetValueOrDefault(r.PartnerId)?.Tier ?? PartnerTier.Registered) + 1,
                r.State,
                r.Protection,
                r.ClaimedAt,
                r.ProtectedUntil,
                r.NextStepAt
            )
            {
                Kind = r.Kind,
                Specialists = known?[r.PartnerId].People,
                EndedAt = r.ProtectionEndedAt,
                Confirmed = r.Challenged,
            }),
        ];
    }

    private static OpportunityFact Opportunity(OpportunityCard o) =>
        new(o.Id.Value, o.Account?.Value ?? Guid.Empty, o.Name, o.Stage.Label, o.Amount, o.Owner?.Name, o.Partner, o.CreatedAt, o.ChangedAt)
        {
            OwnerKey = o.Owner is { } owner ? new(o.Connection, owner.CrmId) : null,
        };
}
