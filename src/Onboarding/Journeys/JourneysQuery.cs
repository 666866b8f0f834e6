using Entente.Access;
using Entente.Onboarding.Model;
using Entente.Onboarding.Rules;
using Entente.Partners;
using Entente.Partners.Segments;
using Entente.Plans.Rules;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Onboarding.Journeys;

/// <summary>Reads journeys, for both sides: the rows' own filters leave a partner its own, and staff with a data scope theirs.</summary>
public sealed class JourneysQuery
{
    private const int Most = 500;
    private readonly EntenteDb db;
    private readonly Actor actor;
    private readonly PartnersApi partners;
    private readonly AccessApi access;
    private readonly JourneyDesk desk;
    private readonly StepOwners owners;
    private readonly SegmentsApi segments;

    internal JourneysQuery(
        EntenteDb db,
        Actor actor,
        PartnersApi partners,
        AccessApi access,
        JourneyDesk desk,
        StepOwners owners,
        SegmentsApi segments
    ) =>
        (this.db, this.actor, this.partners, this.access, this.desk, this.owners, this.segments) = (
            db,
            actor,
            partners,
            access,
            desk,
            owners,
            segments
        );

    /// <summary>Running ones first, those with the most overdue steps above; at most 500.</summary>
    public async Task<IReadOnlyList<JourneyRow>> List(CancellationToken ct)
    {
        var today = await desk.Today(ct);
        var all = await Journeys().OrderBy(j => j.EndedAt != null).ThenByDescending(j => j.StartedOn).Take(Most).ToListAsync(ct);
        var cards = await partners.Cards([.. all.Select(j => j.PartnerId)], ct);
        var of = all.ToDictionary(j => j.Id, j => j.Read());
        var named = await segments.Named([.. of.Values.Select(t => t.Segment).OfType<SegmentId>()], ct);
        return
        [
            .. all.Where(j => cards.ContainsKey(j.PartnerId))
                .Select(j => Row(j, cards[j.PartnerId], Whose(of[j.Id]), today))
                .OrderBy(r => r.EndedAt is not null)
                .ThenByDescending(r => r.Late)
                .ThenBy(r => r.NextDue ?? DateOnly.MaxValue)
                .ThenBy(r => r.PartnerName, StringComparer.OrdinalIgnoreCase),
        ];

        JourneyFor Whose(JourneyTemplate template) =>
            new(
                template.Type,
                template.Segment,
                template.Segment is { } segment
                    ? named.GetValueOrDefault(segment)?.Name ?? "A segment that was removed"
                    : template.Type!.Value.Words()
            );
    }

    /// <summary>Where the journeys of a type stop, step by step; those of its partners that went through a segment's steps apart.</summary>
    public Task<IReadOnlyList<StepFunnel>> Funnel(PartnerType type, CancellationToken ct) => Funnel(t => t.Type == type, ct);

    public Task<IReadOnlyList<StepFunnel>> Funnel(JourneyFor of, CancellationToken ct) =>
        Funnel(t => t.Type == of.Type && t.Segment == of.Segment, ct);

    private async Task<IReadOnlyList<StepFunnel>> Funnel(Func<JourneyTemplate, bool> of, CancellationToken ct)
    {
        var today = await desk.Today(ct);
        var all = await Journeys().OrderBy(j => j.StartedOn).ToListAsync(ct);
        return DropOff.Of(
            all.Where(j => of(j.Read()))
                .SelectMany(j => j.Steps.OrderBy(s => s.Order).Select(s => (Of: j, Step: s)))
                .Select(s => new StepPast(
                    s.Step.Key,
                    s.Step.Title,
                    s.Step.State,
                    s.Step.OpenedOn,
                    s.Step.DueOn,
                    s.Step.ClosedOn,
                    s.Of.EndedAt is not null
                )),
            today
        );
    }

    /// <summary>With those to whom its steps may be given.</summary>
    public async Task<JourneyView?> Load(JourneyId id, CancellationToken ct) =>
        await View(await Journeys().SingleOrDefaultAsync(j => j.Id == id, ct), gives: true, ct);

    /// <summary>The newest of a partner.</summary>
    public async Task<JourneyView?> Newest(PartnerId partner, CancellationToken ct) =>
        await View(
            await Journeys()
                .Where(j => j.PartnerId == partner)
                .OrderByDescending(j => j.EndedAt == null)
                .ThenByDescending(j => j.Id)
                .FirstOrDefaultAsync(ct),
            gives: false,
            ct
        );

    private IQueryable<Journey> Journeys() => db.Set<Journey>().AsNoTracking().Include(j => j.Steps);

    private async Task<JourneyView?> View(Journey? journey, bool gives, CancellationToken ct)
    {
        if (journey is null || await partners.Get(journey.PartnerId, ct) is not { } card)
            return null;
        var outside = actor.Kind is ActorKind.Partner;
        var today = await desk.Today(ct);
        // Who of the other side did it, or has it, is not told outside; who else is on the team not to a restricted colleague.
        var known = outside
            ? actor.OwnOnly
                ? []
                : (await access.PartnerPeople(journey.PartnerId, ct)).Select(m => m.Person.Id).ToHashSet()
            : null;
        var people = await access.People(
            journey
                .Steps.SelectMany(s => new[] { s.ClosedBy, s.OwnerId })
                .OfType<PersonId>()
                .Distinct()
                .Where(p => known is null || known.Contains(p)),
            ct
        );
        var template = journey.Read();
        var after = template.Steps.ToDictionary(
            s => s.Key,
            s => template.Steps.FirstOrDefault(b => b.Key == s.After)?.Title,
            StringComparer.Ordinal
        );
        return new(
            journey.Id,
            journey.PartnerId,
            card.Name,
            journey.StartedOn,
            journey.ActivatedAt,
            journey.EndedAt,
            journey.Why,
            template.Activation(),
            [
                .. journey
                    .Steps.OrderBy(s => s.Order)
                    .Select(s => new StepLine(
                        s.Id,
                        s.Version,
                        s.Title,
                        s.Side,
                        s.Fact,
                        s.State,
                        s.State is JourneyStepState.Waiting ? after[s.Key] : null,
                        s.DueOn,
                        s is { State: JourneyStepState.Open, DueOn: { } due } && due < today,
                        s.ClosedAt,
                        s.ClosedBy is { } by ? people.GetValueOrDefault(by)?.Name : null,
                        // What shows it may name customers.
                        outside && actor.OwnOnly
                            ? ""
                            : s.Words,
                        s.WantsEvidence,
                        journey.EndedAt is null && s.Fact is null && CloseStep.Sees(actor, s.Side)
                    )
                    {
                        OwnerId = s.OwnerId is { } has && people.ContainsKey(has) ? has : null,
                        Owner = s.OwnerId is { } owner ? people.GetValueOrDefault(owner)?.Name : null,
                    }),
            ]
        )
        {
            VendorOwners = gives ? await Offered(journey, PlanSide.Vendor, ct) : [],
            PartnerOwners = gives ? await Offered(journey, PlanSide.Partner, ct) : [],
        };
    }

    private async Task<IReadOnlyList<StepOwner>> Offered(Journey journey, PlanSide side, CancellationToken ct) =>
        journey.EndedAt is not null || actor.Kind is not ActorKind.Staff || Refusals.MayNotOnboard(actor) is not null
            ? []
            :
            [
                .. (await owners.Of(journey.PartnerId, side, ct))
                    .Select(m => new StepOwner(m.Person.Id, m.Person.Name))
                    .OrderBy(o => o.Name, StringComparer.OrdinalIgnoreCase),
            ];

    private static JourneyRow Row(Journey journey, PartnerCard card, JourneyFor whose, DateOnly today)
    {
        var open = journey.Steps.Where(s => s.State is JourneyStepState.Open).OrderBy(s => s.DueOn).ThenBy(s => s.Order).ToList();
        return new(
            journey.Id,
            journey.PartnerId,
            card.Name,
            whose,
            journey.StartedOn,
            journey.ActivatedAt,
            journey.EndedAt,
            journey.Why,
            journey.Steps.Count(s => s.Closed),
            journey.Steps.Count,
            open.FirstOrDefault()?.Title,
            open.FirstOrDefault()?.DueOn,
            open.Count(s => s.DueOn < today)
        );
    }
}
