using Entente.Access;
using Entente.Access.Safelist;
using Entente.Platform.Data;
using Entente.Platform.Outbox;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Programs;
using Entente.Registrations.Model;
using Entente.Registrations.Rules;
using Entente.Registrations.Safelist;
using Microsoft.EntityFrameworkCore;

namespace Entente.Registrations.Scores;

/// <summary>
/// What tier plans measure of registrations: decisions that have been told, on the day they were made. One that can still be undone counts for nobody,
/// or a card would tell it. How often a partner's claims are contested is no measure: it would tell of rivals that the partner may not know.
/// </summary>
internal sealed class ClaimScores(EntenteDb db, Fields fields, Actor actor, Workspaces workspaces, TimeProvider clock) : IScorecardSource
{
    public const string Accepted = "registration.accepted";
    public const string Decided = "registration.decided";

    public IReadOnlyList<ScoreFact> Facts { get; } =
    [
        new(Accepted, "Registrations accepted", Money: true, Customers: true, Shares: false),
        new(Decided, "Registrations decided; good are those accepted", Money: false, Customers: true, Shares: true),
    ];

    public async Task<IReadOnlyList<ScoreRecord>> Read(ScoreQuery query, CancellationToken ct)
    {
        var only = query.Partners?.ToArray();
        var (begins, ends) = (query.Begins, query.Ends);
        var rows = await db.Set<Registration>()
            .AsNoTracking()
            .Where(r => r.Outcome != null && r.DecidedAt >= begins && r.DecidedAt < ends && r.AnnouncedAt >= r.DecidedAt)
            .Where(r => only == null || only.Contains(r.PartnerId))
            .Select(r => new
            {
                r.Id,
                r.PartnerId,
                r.Outcome,
                DecidedAt = r.DecidedAt!.Value,
                r.AmountMinor,
                r.Currency,
                Customer = r.Domain ?? r.Company,
            })
            .ToListAsync(ct);
        return
        [
            .. from row in rows
            let accepted = row.Outcome is DecisionOutcome.Approved
            let record = new ScoreRecord(Decided, row.PartnerId, query.DayOf(row.DecidedAt), row.Id.Subject)
            {
                Amount = row.AmountMinor is { } minor ? new Money(minor, row.Currency) : null,
                Customer = row.Customer,
                Good = accepted,
            }
            from fact in (string[])(accepted ? [Accepted, Decided] : [Decided])
            where query.Facts.Contains(fact)
            select record with
            {
                Fact = fact,
            },
        ];
    }

    public async Task<IReadOnlyDictionary<SubjectRef, ScoreLabel>> Labels(
        PartnerId partner,
        IReadOnlyCollection<SubjectRef> records,
        CancellationToken ct
    )
    {
        var ids = records.Where(r => r.Kind == RegistrationId.SubjectKind).Select(r => new RegistrationId(r.Id)).ToArray();
        var may = actor.IsOutsider || actor.Kind is ActorKind.System || actor.May(Permissions.ReadRegistrations);
        if (ids.Length == 0 || !may)
            return new Dictionary<SubjectRef, ScoreLabel>();
        var rows = await db.Set<Registration>().AsNoTracking().Where(r => ids.Contains(r.Id) && r.PartnerId == partner).ToListAsync(ct);
        var slug = (await workspaces.Get(actor.Workspace, ct)).Slug;
        if (!actor.IsOutsider)
            return rows.ToDictionary(
                r => r.Id.Subject,
                r => new ScoreLabel($"{r.Number} {r.Company}", $"/w/{slug}/registrations/{r.Number}", r.Amount)
            );
        var all = await fields.For(actor, ct);
        return rows.ToDictionary(
            r => r.Id.Subject,
            r =>
            {
                var shown = all.In(RegistrationRecords.Stage(r, clock.GetUtcNow()));
                var company = shown.Shows(SafeObjects.Registration, "company") ? " " + r.Company : "";
                var sees = shown.Shows(SafeObjects.Registration, "amount");
                return new ScoreLabel(
                    r.Number + company,
                    $"/w/{slug}/portal/deals/{r.Number}",
                    sees ? r.Amount : null,
                    HidesAmount: r.Amount is not null && !sees
                );
            }
        );
    }
}

/// <summary>A registration was decided: its partner's card is brought up to date.</summary>
internal sealed class FreshenCards(ScorecardNews news)
    : IHandle<RegistrationApproved>,
        IHandle<RegistrationDeclined>,
        IHandle<RegistrationRejected>
{
    public Task Handle(RegistrationApproved what, Telling telling, CancellationToken ct) => news.Changed([what.Partner], ct);

    public Task Handle(RegistrationDeclined what, Telling telling, CancellationToken ct) => news.Changed([what.Partner], ct);

    public Task Handle(RegistrationRejected what, Telling telling, CancellationToken ct) => news.Changed([what.Partner], ct);
}
