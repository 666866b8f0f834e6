using Entente.Access;
using Entente.Access.Safelist;
using Entente.Pipeline;
using Entente.Pipeline.Safelist;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Registrations.Model;
using Entente.Registrations.Rules;
using Entente.Registrations.Safelist;
using Entente.Ui;
using Microsoft.EntityFrameworkCore;

namespace Entente.Registrations.Status;

/// <summary>Reads a registration for its partner: four queries and the safelist, whatever page asks.</summary>
public sealed class StatusQuery(
    EntenteDb db,
    Actor actor,
    Fields fields,
    PipelineApi pipeline,
    DealFacts facts,
    ClaimWorld world,
    TimeProvider clock
)
{
    private const string Object = SafeObjects.Registration;

    /// <summary>Null when this actor has no such registration.</summary>
    public Task<StatusView?> Load(string number, CancellationToken ct) => Load(db.Set<Registration>().Where(r => r.Number == number), ct);

    /// <summary>The one that a link follows.</summary>
    public Task<StatusView?> Load(RegistrationId id, CancellationToken ct) => Load(db.Set<Registration>().Where(r => r.Id == id), ct);

    private async Task<StatusView?> Load(IQueryable<Registration> which, CancellationToken ct)
    {
        var registration = await which
            .AsNoTracking()
            .Include(r => r.Questions)
            .Include(r => r.Steps)
            .Include(r => r.Progress)
            .Include(r => r.Extensions)
            .Include(r => r.Appeals)
            .AsSplitQuery()
            .SingleOrDefaultAsync(ct);
        if (registration is null)
            return null;
        var all = await fields.For(actor, ct);
        var terms = await world.Terms(ct);
        var now = clock.GetUtcNow();
        var shown = all.In(RegistrationRecords.Stage(registration, now));
        var hidden = registration.MayUndo(now);
        var trace = await Latest(registration, hidden, ct);
        var stored = trace?.Read();
        var words = Words(registration, shown, terms, now);
        return words with
        {
            Acts = words.Acts.For(actor),
            CanWithdraw = words.CanWithdraw && (actor.Kind is not ActorKind.Partner || PartnerRights.Holds(actor, PartnerRights.Register)),
            MayAnswer = actor.Kind is not ActorKind.Partner || PartnerRights.Holds(actor, PartnerRights.Answer),
            Findings =
                !hidden && registration is { DecidedAt: not null, Refusal: not null } && shown.Shows(Object, "finding")
                    ? ClaimWords.WithDecision(stored!.Findings)
                    : [],
            // The values and not the rules' names: those are the vendor's own.
            // Before the decision nothing tells whether the company stands on a list.
            Terms =
            [
                .. (Told(stored?.Verdict, registration.Outward(now).State) ?? [])
                    .Where(a => RuleValues.IsPromise(a.What))
                    .Select(a => a.Value),
            ],
            PolicyVersion = trace?.PolicyVersion,
            Deal = await Deal(registration, all, ct),
            Openings = await Openings(registration.Id, ct),
        };
    }

    private static IReadOnlyList<AppliedValue>? Told(ClaimVerdict? verdict, RegistrationState seen) =>
        seen.IsUndecided() ? verdict?.Outward ?? verdict?.Applied : verdict?.Applied;

    // By role, never by name (REG-13).
    private async Task<IReadOnlyList<StatusOpening>> Openings(RegistrationId id, CancellationToken ct) => [.. (
                await db.Set<RegistrationOpening>()
                    .Where(o => o.RegistrationId == id)
                    .GroupBy(o => o.Role)
                    .Select(g => new
                    {
                        g.Key,
                        Last = g.Max(o => o.At),
                        Times = g.Count(),
                    })
                    .ToListAsync(ct)
            ).OrderByDescending(o => o.Last).Select(o => new StatusOpening(Access.RoleNames.Of(o.Key), o.Last, o.Times))];

    private static StatusView Words(Registration r, Projection shown, Terms terms, DateTimeOffset now)
    {
        // A decision that can still be undone is nobody's to see.
        var seen = r.Outward(now);
        var (state, window) = (seen.State, seen.Window);
        var due = seen.Hidden ? r.Clock(terms.Calendar).Due : r.DueAt;
        var appealUntil =
            !seen.Hidden && Appealing.May(r.State, r.DecidedAt, r.Appealed, terms, now)
                ? Appealing.Until(r.DecidedAt!.Value, terms)
                : (DateTimeOffset?)null;
        var lapsed = !seen.Hidden && window is { State: ProtectionState.Released or ProtectionState.Expired, EndedAt: not null };
        var (headline, next) = ClaimWords.Status(
            new(
                state,
                window.State,
                shown.Show(Object, "company", r.Company) ?? "The customer",
                due,
                window.Until,
                window.HoldBy,
                terms.Zone
            )
            {
                Released = window.Released,
                EvidenceBy = window.Evidence?.By < window.Until ? window.Evidence?.By : null,
                EvidenceTakes = window.Evidence?.Takes ?? 0,
                Changed = r.StandsAs is not null,
                AgainFrom = lapsed && state.IsApproved() ? HoldingChecks.From(window.EndedAt!.Value, terms) : null,
                Appealed = r.OpenAppeal?.DueAt,
                AppealUntil = appealUntil,
            }
        );
        var running = due is not null && shown.Shows(Object, "due_at");
        var question = r.Questions.SingleOrDefault(q => q.AnsweredAt is null);
        var stageMoved = ProgressKind.StageAdvanced.Words();
        var runs = state is RegistrationState.Approved or RegistrationState.Converted || (r.StandsAs is not null && state.IsUndecided());
        return new(r.Number)
        {
            Id = r.Id,
            Company = shown.Show(Object, "company", r.Company),
            State = state,
            Kind = r.Kind,
            StateWords = Expiring(window, state, terms, now) ? "Expiring" : state.Words(),
            StateTone = Expiring(window, state, terms, now) ? Ui.Tone.Warn : Tone(state),
            Headline = headline,
            Next = next,
            SubmittedAt = shown.Show<DateTimeOffset?>(Object, "submitted_at", r.SubmittedAt),
            ReviewFrom = shown.Show<DateTimeOffset?>(Object, "submitted_at", r.ReviewFrom),
            Due = running ? due : null,
            Left = running ? r.Clock(terms.Calendar).Left(now) : null,
            Promise = running ? TimeSpan.FromHours(r.DecisionHours) : null,
            Amount = shown.Show(Object, "amount", r.Amount),
            CloseDate = shown.Show(Object, "close_date", r.CloseDate),
            Problem = shown.Show(Object, "problem", r.Problem),
            Contact = shown.Show(Object, "contact_email", r.ContactEmail),
            Question =
                question is not null && r.State is RegistrationState.NeedsInfo && shown.Shows(Object, "question")
                    ? new(question.Topic.Label(), question.Question, question.AskedAt, r.WaitsUntil)
                    : null,
            Protection =
                window.From is { } from && runs && shown.Shows(Object, "protected_until")
                    ? new(from, window.Until!.Value.AddTicks(-1), window.State.Protects())
                    : null,
            Prices = Prices(window, state, shown, now),
            MeetBy =
                !seen.Hidden
                && r.Window is { } dates
                && r.Protection is ProtectionState.Conditional
                && dates.At(now) is ProtectionState.Conditional
                    ? r.HoldBy
                    : null,
            Reason = seen.Hidden ? null : shown.Show(Object, "reason", r.Refusal?.PartnerText()),
            Note = seen.Hidden ? null : shown.Show(Object, "decision", r.DecisionNote),
            CanWithdraw = state.MayBecome(RegistrationState.Withdrawn),
            Acts = StatusActs.Of(r, seen, appealUntil, terms, now),
            Steps =
            [
                .. r
                    .Steps.OrderByDescending(s => s.At)
                    .ThenByDescending(s => s.Position)
                    .Where(s =>
                        s.To is not RegistrationState.Submitted
                        && !s.Internal
                        && (s.What != stageMoved || shown.Shows(SafeObjects.Opportunity, "stage"))
                        && !(seen.Hidden && s.Decision == r.DecisionNo)
                    )
                    .Select(s => Step(s, shown)),
            ],
        };
    }

    // A release ends the claim and all that was granted with it; an expiry leaves the prices their own dates.
    private static StatusPrices? Prices(WindowDates window, RegistrationState state, Projection shown, DateTimeOffset now) =>
        window.Prices is { } prices
        && (state.IsApproved() || state is RegistrationState.Won)
        && window.State is not ProtectionState.Released
        && shown.Shows(Object, "prices")
            ? new(prices.Band?.Words(), prices.List, prices.Until?.AddTicks(-1), prices.Holds(now))
            : null;

    /// <summary>Its protection ends within a week.</summary>
    internal static bool Expiring(WindowDates window, RegistrationState state, Terms terms, DateTimeOffset now) =>
        state is RegistrationState.Approved or RegistrationState.Converted
        && window.State.Protects()
        && new Rules.Protection(window.From!.Value, window.Until!.Value, window.HoldBy!.Value).IsExpiring(terms.Calendar, now);

    // While a decision can be undone, the assessment that was made for it is nobody's outside.
    private Task<AssessmentTrace?> Latest(Registration registration, bool hidden, CancellationToken ct) =>
        db.Set<AssessmentTrace>()
            .AsNoTracking()
            .Where(t => t.RegistrationId == registration.Id && (!hidden || t.At < registration.DecidedAt))
            .OrderByDescending(t => t.Id)
            .FirstOrDefaultAsync(ct);

    private async Task<StatusDeal?> Deal(Registration r, Projection shown, CancellationToken ct)
    {
        if (r.OpportunityId is not { } id || await pipeline.Get(new(id), ct) is not { } deal)
            return null;
        const string opportunity = SafeObjects.Opportunity;
        shown = shown.In(deal.Stage.Outward);
        return new(
            shown.Show(opportunity, "stage", deal.Stage.Outward),
            deal.Stage.Number,
            deal.Stage.Of,
            shown.Show(opportunity, "amount", deal.Amount),
            shown.Show(opportunity, "close_date", deal.CloseDate),
            shown.Show(opportunity, "next_step", deal.NextStep)
        )
        {
            More =
            [
                .. (await facts.Shown(deal, r.PartnerId, shown, ct))
                    .Where(f => !ToldElsewhere.Contains((f.Object, f.Field)))
                    .Select(f => (f.Label, f.Text)),
            ],
        };
    }

    /// <summary>The page says these in places of their own.</summary>
    private static readonly HashSet<(string, string)> ToldElsewhere =
    [
        .. new[] { "name", "account", "stage", "amount", "close_date", "state", "next_step", "registration", "crm_id" }.Select(f =>
            (SafeObjects.Opportunity, f)
        ),
        .. new[] { "name", "crm_id" }.Select(f => (SafeObjects.Account, f)),
    ];

    // The words of a step are the partner's own or fixed; what staff wrote with a decision stands in its own field.
    private static StatusStep Step(RegistrationStep s, Projection shown) =>
        s.To switch
        {
            _ when s.From == s.To => new(s.What, "shield", null, s.At, null),
            RegistrationState.InReview when s.From is RegistrationState.NeedsInfo => new(
                "You answered",
                "mail",
                Ui.Tone.Info,
                s.At,
                shown.Show(Object, "answer", s.Text)
            ),
            RegistrationState.InReview when s.From is not RegistrationState.Submitted => new(s.What, "sync", Ui.Tone.Info, s.At, null),
            RegistrationState.InReview => new("Received", "registration", null, s.At, null),
            RegistrationState.NeedsInfo => new(
                "We asked you something",
                "pause",
                Ui.Tone.Warn,
                s.At,
                shown.Show(Object, "question", s.Text)
            ),
            RegistrationState.Approved => new("Approved", "check", Ui.Tone.Ok, s.At, null),
            RegistrationState.Converted => new("Opened as a deal", "pipeline", Ui.Tone.Ok, s.At, null),
            _ => new(s.To.Words(), "info", Tone(s.To), s.At, null),
        };

    internal static Tone Tone(RegistrationState state) =>
        state switch
        {
            RegistrationState.Submitted or RegistrationState.InReview => Ui.Tone.Info,
            RegistrationState.NeedsInfo => Ui.Tone.Warn,
            RegistrationState.Approved or RegistrationState.Converted or RegistrationState.Won => Ui.Tone.Ok,
            RegistrationState.Declined or RegistrationState.Rejected => Ui.Tone.Bad,
            _ => Ui.Tone.Neutral,
        };
}
