using Entente.Access;
using Entente.Platform.Data;
using Entente.Platform.Jobs;
using Entente.Platform.Time;
using Entente.Platform.Values;
using Entente.Registrations.Mails;
using Entente.Registrations.Model;
using Entente.Registrations.Rules;
using Microsoft.EntityFrameworkCore;

namespace Entente.Registrations.Sign;

/// <summary>Tells those who must sign next; again when the step's time is half, three quarters and wholly used.</summary>
/// <param name="Step">The step it watches; null: whichever waits now.</param>
[JobName("registrations.ask_signers")]
internal sealed record AskSigners(RegistrationId Registration, int? Step = null, DateTimeOffset? ReviewFrom = null);

/// <summary>
/// One watch for each step of each review: it ends when the step is signed, and the next signature begins the next one. Nobody is mailed twice of
/// the same mark, however often it runs.
/// </summary>
internal sealed class RunAskSigners(EntenteDb db, ClaimWorld world, AccessApi access, StaffMails mails, TimeProvider clock)
    : IJob<AskSigners>
{
    /// <summary>While the partner has the move the step's clock stands still; when it goes on nobody says here.</summary>
    private static readonly TimeSpan LookAgain = TimeSpan.FromHours(1);

    public async Task<JobOutcome> Run(AskSigners payload, CancellationToken ct)
    {
        var number = await db.Set<Registration>().Where(r => r.Id == payload.Registration).Select(r => r.Number).SingleAsync(ct);
        await using var desk = await Desk.Take(db, number, ct);
        var (registration, now) = (desk!.Registration, clock.GetUtcNow());
        if (!registration.State.IsUndecided() || (payload.ReviewFrom is { } review && review != registration.ReviewFrom))
            return JobOutcome.Done;
        var terms = await world.Terms(ct);
        var partner = (await world.Partner(registration.PartnerId, ct))!;
        var route = registration.Route(terms.Of(Segment.Of(registration.AsClaim(), partner)).Route);
        if (route.Waiting is not { } step || (payload.Step is { } watched && watched != route.Step))
            return JobOutcome.Done;

        var staff = await access.StaffFor(registration.PartnerId, ct);
        var readers = staff.Where(m => route.Missing.Any(s => Is(m, s, partner.Manager))).ToList();
        registration.Await([.. route.Missing.SelectMany(s => Keys(s, staff, partner.Manager)).Distinct().Order(StringComparer.Ordinal)]);
        var stops = registration.Questions.Where(q => q.AskedAt >= route.Since).Select(q => new ClockStop(q.AskedAt, q.AnsweredAt));
        var time = step.Hours is { } hours ? new DecisionClock(route.Since, TimeSpan.FromHours(hours), [.. stops], terms.Calendar) : null;
        var mark = time?.Reached(now) ?? ClockMark.None;
        if (mark is ClockMark.Breach || readers.Count == 0)
            readers = [.. readers.UnionBy(staff.Where(m => m.StaffRole is StaffRole.Owner), m => m.Person.Id)];
        await mails.Sign(registration, route, readers, mark, time?.Due, ct);
        var next = time is null || mark is ClockMark.Breach ? (DateTimeOffset?)null : time.NextReminder(mark) ?? now + LookAgain;
        if (payload.Step is null && next is not null)
            db.Enqueue(new AskSigners(registration.Id, route.Step, registration.ReviewFrom), next);
        await desk.Save(ct);
        return payload.Step is null || next is null ? JobOutcome.Done : JobOutcome.At(next.Value);
    }

    private static bool Is(MemberCard member, Signer signer, PersonId? manager) =>
        member.StaffRole is { } role && new SigningAs(member.Person.Id, member.Person.Email, role, member.Person.Id == manager).Is(signer);

    // A role stays a role: whoever has it finds the claim in the queue, also those who come later.
    private static IEnumerable<string> Keys(Signer signer, IReadOnlyList<MemberCard> staff, PersonId? manager) =>
        signer.Role is { } role
            ? [SigningQueue.Key(role)]
            : staff.Where(m => Is(m, signer, manager)).Select(m => SigningQueue.Key(m.Person.Id));
}
