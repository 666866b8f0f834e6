using Entente.Access;
using Entente.Collaboration.Notifications;
using Entente.Collaboration.Notifications.Rules;
using Entente.Conflicts.Model;
using Entente.Conflicts.Rules;
using Entente.Partners;
using Entente.Platform.Data;
using Entente.Platform.Jobs;
using Entente.Platform.Mail;
using Entente.Platform.Outbox;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Registrations.Contests;
using Entente.Ui;
using Microsoft.EntityFrameworkCore;

namespace Entente.Conflicts.Remind;

/// <summary>Reminds at half of each promise, and escalates to owners and admins when one is broken. Each case in a transaction of its own.</summary>
internal sealed class RemindCases(EntenteDb db, ClaimContests contests, CaseMails mails)
{
    public async Task Run(DateTimeOffset now, CancellationToken ct)
    {
        var due = await db.Set<ConflictCase>()
            .Where(c => c.NextReminderAt <= now)
            .OrderBy(c => c.NextReminderAt)
            .Select(c => c.Id)
            .ToListAsync(ct);
        if (due.Count == 0)
            return;
        var terms = await contests.Terms(ct);
        await EachDue.Run(db, due.Select(id => new DueAct(id.ToString(), () => Remind(id, terms, now, ct))), ct);
    }

    private async Task Remind(ConflictId id, ContestTerms terms, DateTimeOffset now, CancellationToken ct)
    {
        await using var desk = await CaseDesk.Take(db, id, ct);
        var before = desk.Case.Reminded;
        var mark = desk.Case.Remind(terms, now);
        if (mark > before)
            await mails.Remind(desk.Case, mark, ct);
        await desk.Save(ct);
    }
}

/// <summary>A case was opened, or a decision is appealed against: told to those who may act.</summary>
internal sealed class TellStaff(EntenteDb db, CaseMails mails) : IHandle<ConflictOpened>, IHandle<ConflictAppealed>
{
    public async Task Handle(ConflictOpened what, Telling telling, CancellationToken ct) =>
        await mails.Opened(await Load(what.Conflict, ct), ct);

    public async Task Handle(ConflictAppealed what, Telling telling, CancellationToken ct) =>
        await mails.Appealed(await Load(what.Conflict, ct), ct);

    private Task<ConflictCase> Load(ConflictId id, CancellationToken ct) =>
        db.Set<ConflictCase>()
            .AsNoTracking()
            .Include(c => c.Sides)
            .Include(c => c.Appeals)
            .Include(c => c.Signals)
            .AsSplitQuery()
            .SingleAsync(c => c.Id == id, ct);
}

/// <summary>Mails to staff about cases: the managers of the partners in it, whoever took it up; owners and admins when a promise is broken.</summary>
internal sealed class CaseMails(
    AccessApi access,
    PartnersApi partners,
    Notices notices,
    PublicAddress address,
    Workspaces workspaces,
    Actor actor
)
{
    public Task Opened(ConflictCase one, CancellationToken ct) =>
        Send(
            one,
            late: false,
            $"conflict-opened:{one.Number}:{one.StartedAt.ToUnixTimeSeconds()}",
            $"{one.Number}: a conflict may be coming over {one.Company}",
            one.Signals.OrderByDescending(s => s.SeenAt).First().Sentence,
            $"Take it up within {Ui.Format.Count(CaseClock.AcknowledgeHours, "hour")}; the other side is not told.",
            one.AcknowledgeBy,
            null,
            ct
        );

    public Task Appealed(ConflictCase one, CancellationToken ct) =>
        one.OpenAppeal is not { } appeal
            ? Task.CompletedTask
            : Send(
                one,
                late: false,
                $"conflict-appealed:{appeal.Id.Value:N}",
                $"{one.Number}: an appeal waits for an answer",
                $"A partner appeals against how the conflict over {one.Company} was settled.",
                "Somebody who did not decide answers.",
                appeal.DueAt,
                appeal,
                ct
            );

    public Task Remind(ConflictCase one, CaseMark mark, CancellationToken ct)
    {
        if (one.Running is not { } running)
            return Task.CompletedTask;
        var late = mark is CaseMark.Late;
        var what = running.What switch
        {
            CasePromise.Acknowledge => "be taken up",
            CasePromise.Plan => "have a plan",
            _ => "have its appeal answered",
        };
        return Send(
            one,
            late,
            $"conflict-{running.What}:{one.Number}:{running.Due.ToUnixTimeSeconds()}:{(int)mark}",
            late ? $"{one.Number} is overdue: {one.Company}" : $"{one.Number} waits: {one.Company}",
            late ? $"The conflict over {one.Company} was to {what}, and was not." : $"The conflict over {one.Company} is to {what}.",
            late ? "You are told because a promise of your program is broken." : "Half of the time is used.",
            running.Due,
            running.What is CasePromise.Answer ? one.OpenAppeal : null,
            ct
        );
    }

    private async Task Send(
        ConflictCase one,
        bool late,
        string once,
        string subject,
        string verdict,
        string words,
        DateTimeOffset due,
        CaseAppeal? appeal,
        CancellationToken ct
    )
    {
        var workspace = await workspaces.Get(actor.Workspace, ct);
        await notices.Tell(
            late ? NoticeEvents.ConflictLate : NoticeEvents.ConflictDue,
            [
                .. (await Readers(one, late, appeal, ct)).Select(reader => new NoticeFor(
                    new MailDraft(
                        once,
                        one.Id.Subject,
                        reader.Person.Id,
                        reader.Person.Email,
                        reader.Person.Name,
                        subject,
                        verdict,
                        [words],
                        [("Company", one.Company), ("Due", Format.Moment(due, new Reader(due, workspace.Zone)))],
                        ("Open the conflict", address.Of($"/w/{workspace.Slug}/conflicts/{one.Number}")),
                        "You get this because you decide conflicts."
                    ),
                    Concern.Own,
                    PartnerOf(one),
                    $"{one.Number} · {one.Company}",
                    due
                )),
            ],
            ct
        );
    }

    // Of a case between several partners one stands for all: whoever is told sees all of them.
    private static PartnerId? PartnerOf(ConflictCase one) =>
        one.Sides.Select(s => s.PartnerId).Where(p => p != default).Select(p => (PartnerId?)p).FirstOrDefault();

    private async Task<IReadOnlyList<MemberCard>> Readers(ConflictCase one, bool late, CaseAppeal? appeal, CancellationToken ct)
    {
        var cards = await partners.Cards([.. one.Sides.Select(s => s.PartnerId).Where(p => p != default).Distinct()], ct);
        var managers = cards.Values.Select(c => c.Manager).ToHashSet();
        // A case between several partners is seen by whoever sees all of them.
        var seeing = (await access.Staff(ct)).ToList();
        foreach (var partner in cards.Keys)
            seeing = [.. seeing.IntersectBy((await access.StaffFor(partner, ct)).Select(m => m.Person.Id), m => m.Person.Id)];
        var may = seeing
            .Where(m => m.May(Permissions.DecideRegistrations))
            // Whoever decided may not answer the appeal.
            .Where(m => appeal is null || m.Person.Id != appeal.AgainstBy)
            .ToList();
        var near = may.Where(m => managers.Contains(m.Person.Id) || m.Person.Id == one.Owner).ToList();
        var heads = may.Where(m => m.StaffRole is StaffRole.Owner or StaffRole.Admin).ToList();
        return late ? [.. near.Union(heads)]
            : near.Count > 0 ? near
            : heads.Count > 0 ? heads
            : may;
    }
}
