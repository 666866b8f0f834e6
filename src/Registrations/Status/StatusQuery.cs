using Entente.Access.Safelist;
using Entente.Pipeline;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Registrations.Model;
using Entente.Registrations.Rules;
using Entente.Ui;
using Microsoft.EntityFrameworkCore;

namespace Entente.Registrations.Status;

/// <summary>Reads a registration for its partner: four queries and the safelist, whatever page asks.</summary>
public sealed class StatusQuery(EntenteDb db, Actor actor, Fields fields, PipelineApi pipeline, ClaimWorld world, TimeProvider clock)
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
            .AsSplitQuery()
            .SingleOrDefaultAsync(ct);
        if (registration is null)
            return null;
        var shown = await fields.For(actor, ct);
        var terms = await world.Terms(ct);
        var now = clock.GetUtcNow();
        var trace = await Latest(registration.Id, ct);
        var stored = trace?.Read();
        return Words(registration, shown, terms, now) with
        {
            Findings =
                registration is { DecidedAt: not null, Refusal: not null } && shown.Shows(Object, "finding")
                    ? ClaimWords.WithDecision(stored!.Findings)
                    : [],
            // The values and not the rules' names: those are the vendor's own.
            Terms = [.. (stored?.Verdict?.Applied ?? []).Where(a => RuleValues.IsPromise(a.What)).Select(a => a.Value)],
            PolicyVersion = trace?.PolicyVersion,
            Deal = await Deal(registration, shown, ct),
        };
    }

    private static StatusView Words(Registration r, Projection shown, Terms terms, DateTimeOffset now)
    {
        var (headline, next) = ClaimWords.Status(
            new(
                r.State,
                r.Protection,
                shown.Show(Object, "company", r.Company) ?? "The customer",
                r.DueAt,
                r.ProtectedUntil,
                r.HoldBy,
                terms.Zone
            )
        );
        var running = r.DueAt is not null && shown.Shows(Object, "due_at");
        var question = r.Questions.SingleOrDefault(q => q.AnsweredAt is null);
        return new(r.Number)
        {
            Company = shown.Show(Object, "company", r.Company),
            StateWords = r.State.Words(),
            StateTone = Tone(r.State),
            Headline = headline,
            Next = next,
            SubmittedAt = shown.Show<DateTimeOffset?>(Object, "submitted_at", r.SubmittedAt),
            Due = running ? r.DueAt : null,
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
                r.ProtectedFrom is { } from
                && r.State is RegistrationState.Approved or RegistrationState.Converted
                && shown.Shows(Object, "protected_until")
                    ? new(from, r.ProtectedUntil!.Value.AddTicks(-1), r.Protection.Protects())
                    : null,
            MeetBy =
                r.Window is { } window && r.Protection is ProtectionState.Conditional && window.At(now) is ProtectionState.Conditional
                    ? r.HoldBy
                    : null,
            Reason = shown.Show(Object, "reason", r.Refusal?.PartnerText()),
            Note = shown.Show(Object, "decision", r.DecisionNote),
            CanWithdraw = r.State.MayBecome(RegistrationState.Withdrawn),
            Steps =
            [
                .. r
                    .Steps.OrderByDescending(s => s.At)
                    .ThenByDescending(s => s.Position)
                    .Where(s => s.To is not RegistrationState.Submitted)
                    .Select(s => Step(s, shown)),
            ],
        };
    }

    private Task<AssessmentTrace?> Latest(RegistrationId id, CancellationToken ct) =>
        db.Set<AssessmentTrace>().AsNoTracking().Where(t => t.RegistrationId == id).OrderByDescending(t => t.Id).FirstOrDefaultAsync(ct);

    private async Task<StatusDeal?> Deal(Registration r, Projection shown, CancellationToken ct)
    {
        if (r.OpportunityId is not { } id || await pipeline.Get(new(id), ct) is not { } deal)
            return null;
        const string opportunity = SafeObjects.Opportunity;
        return new(
            shown.Show(opportunity, "stage", deal.Stage.Outward),
            deal.Stage.Number,
            deal.Stage.Of,
            shown.Show(opportunity, "amount", deal.Amount),
            shown.Show(opportunity, "close_date", deal.CloseDate),
            shown.Show(opportunity, "next_step", deal.NextStep)
        );
    }

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
