using System.Linq.Expressions;
using Entente.Platform.Data;
using Entente.Platform.Time;
using Entente.Platform.Values;
using Entente.Registrations.Model;
using Entente.Registrations.Rules;
using Microsoft.EntityFrameworkCore;

namespace Entente.Registrations.Promises;

internal readonly record struct WorkingPromiseId(Guid Value) : ITypedId<WorkingPromiseId>
{
    public static WorkingPromiseId From(Guid value) => new(value);
}

/// <summary>
/// A promise of the vendor's on a registration (PIP-7): what happened to it, never how it stands, which follows from that (<see cref="PromiseRun"/>).
/// </summary>
[Subject("working_promise")]
internal sealed class WorkingPromise : Entity, IClaimPart, IOwnable<WorkingPromise>
{
    public static Expression<Func<WorkingPromise, bool>> Own(EntenteDb db) => OwnClaims.Of<WorkingPromise>(db);

    private WorkingPromise() { }

    public WorkingPromiseId Id { get; private init; }
    public RegistrationId RegistrationId { get; private init; }
    public PartnerId PartnerId { get; private init; }
    public PromiseKind Kind { get; private init; }
    public DateTimeOffset BeganAt { get; private init; }

    /// <summary>Of business days, as the policy of that moment said.</summary>
    public int Hours { get; private init; }
    public DateTimeOffset DueAt { get; private init; }
    public DateTimeOffset? DoneAt { get; private set; }
    public DateTimeOffset? EndedAt { get; private set; }

    /// <summary>The last mark of the clock that staff were told of.</summary>
    public ClockMark Told { get; private set; }

    /// <summary>When staff are told next; null: never.</summary>
    public DateTimeOffset? NextLookAt { get; private set; }

    public static WorkingPromise Make(Registration registration, PromiseKind kind, int hours, PromiseRun run, BusinessCalendar calendar) =>
        new()
        {
            Id = Ids.New<WorkingPromiseId>(run.Began),
            RegistrationId = registration.Id,
            PartnerId = registration.PartnerId,
            Kind = kind,
            BeganAt = run.Began,
            Hours = hours,
            DueAt = run.Due,
            NextLookAt = run.NextLook(ClockMark.None, TimeSpan.FromHours(hours), calendar),
        };

    public PromiseRun AsRun() => new(BeganAt, DueAt) { Done = DoneAt, Ended = EndedAt };

    /// <summary>What was promised was done, in time or not.</summary>
    public void Did(DateTimeOffset at) => Become(AsRun().Did(at));

    /// <summary>The claim ended.</summary>
    public void End(DateTimeOffset at) => Become(AsRun().End(at));

    /// <summary>Remembers the mark that staff are told of now.</summary>
    public ClockMark Remind(BusinessCalendar calendar, DateTimeOffset now)
    {
        var (run, promise) = (AsRun(), TimeSpan.FromHours(Hours));
        var reached = run.Reached(promise, calendar, now);
        Told = reached > Told ? reached : Told;
        NextLookAt = run.NextLook(Told, promise, calendar);
        return Told;
    }

    private void Become(PromiseRun run)
    {
        (DoneAt, EndedAt) = (run.Done, run.Ended);
        if (DoneAt is not null || EndedAt is not null)
            NextLookAt = null;
    }

    public static void Map(ModelBuilder model) =>
        model.Entity<WorkingPromise>(p =>
        {
            p.HasKey(x => new { x.WorkspaceId, x.Id });
            p.HasOne<Registration>().WithMany().HasForeignKey(x => new { x.WorkspaceId, x.RegistrationId });
            p.HasIndex(x => new
                {
                    x.WorkspaceId,
                    x.RegistrationId,
                    x.Kind,
                    x.BeganAt,
                })
                .IsUnique();
            p.HasIndex(x => new { x.WorkspaceId, x.NextLookAt });
            p.HasIndex(x => new { x.WorkspaceId, x.BeganAt });
            p.HasIndex(x => new { x.WorkspaceId, x.DueAt });
        });
}
