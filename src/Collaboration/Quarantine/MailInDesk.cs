using Entente.Access;
using Entente.Collaboration.Acting;
using Entente.Collaboration.Intake;
using Entente.Collaboration.Mime;
using Entente.Collaboration.Model;
using Entente.Collaboration.Replies;
using Entente.Collaboration.Rules;
using Entente.Collaboration.Threads;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Portal.Shell;
using Microsoft.EntityFrameworkCore;

namespace Entente.Collaboration.Quarantine;

/// <summary>Mail that came in and may not act by itself, or that a machine wrote: shown to staff, and put where it belongs. Each act is in the audit.</summary>
public sealed class MailInDesk
{
    public const int PerPage = 50;
    public const int MostText = 50_000;

    private readonly EntenteDb db;
    private readonly Actor actor;
    private readonly TimeProvider clock;
    private readonly ThreadHosts hosts;
    private readonly PostMessage post;
    private readonly ClaimsDesk claims;
    private readonly IEnumerable<IInboundClaims> rooms;
    private readonly AccessApi access;

    internal MailInDesk(
        EntenteDb db,
        Actor actor,
        TimeProvider clock,
        ThreadHosts hosts,
        PostMessage post,
        ClaimsDesk claims,
        IEnumerable<IInboundClaims> rooms,
        AccessApi access
    )
    {
        (this.db, this.actor, this.clock, this.access) = (db, actor, clock, access);
        (this.hosts, this.post, this.claims, this.rooms) = (hosts, post, claims, rooms);
    }

    /// <summary>Newest first.</summary>
    public async Task<(IReadOnlyList<MailInRow> Rows, int Total)> List(MailPile pile, int skip, CancellationToken ct)
    {
        if (!actor.May(Permissions.SortMail))
            return ([], 0);
        var lie = In(pile);
        var rows = await lie.OrderByDescending(m => m.ReceivedAt)
            .ThenBy(m => m.Id)
            .Skip(skip)
            .Take(PerPage)
            .Select(m => new MailInRow(m.Id.Value, m.FromAddress, m.Subject, m.Why, m.ReceivedAt))
            .ToListAsync(ct);
        return (rows, await lie.CountAsync(ct));
    }

    public async Task<int> Count(MailPile pile, CancellationToken ct) =>
        actor.May(Permissions.SortMail) ? await In(pile).CountAsync(ct) : 0;

    /// <summary>Any kept mail, whether it waits or not; null when there is none, or the role does not look after mail.</summary>
    public async Task<MailInView?> Show(Guid id, CancellationToken ct)
    {
        var key = new InboundMailId(id);
        if (
            !actor.May(Permissions.SortMail)
            || await db.Set<InboundMail>().AsNoTracking().SingleOrDefaultAsync(m => m.Id == key, ct) is not { } mail
        )
            return null;
        var read = await Original.Read(db, key, ct);
        var text = TypedText.Lines(read.Text);
        return new(
            new(id, read.From.Count > 0 ? read.From[0].ToString() : "Nobody", mail.Subject, mail.Why, mail.ReceivedAt),
            mail.Recipients,
            text.Length > MostText ? text[..MostText] : text,
            [.. read.Attachments.Select(a => new MailInFile(a.Name, a.Size))],
            read.Problems,
            mail.Pile,
            mail.Outcome
        );
    }

    /// <summary>Partners to register it for.</summary>
    public Task<IReadOnlyList<(PartnerId Id, string Name)>> Partners(CancellationToken ct) =>
        rooms.FirstOrDefault()?.Partners(ct) ?? Task.FromResult<IReadOnlyList<(PartnerId, string)>>([]);

    /// <summary>What its sender wrote goes into a record's conversation, under the address it came from: nothing proves who that is.</summary>
    public async Task<Result> Attach(Guid id, string? number, ReadBy? audience, CancellationToken ct)
    {
        var found = await Find(id, ct);
        if (!found.Ok)
            return found.Problem;
        if (
            await hosts.ByNumber((number ?? "").Trim().ToUpperInvariant(), ct) is not { } about
            || await hosts.Find(about, ct) is not { } place
        )
            return Refusals.NoNumber;
        var mail = found.Value;
        var read = await Original.Read(db, mail.Id, ct);
        var own = ReplyReader.Read(read.Text).Reply;
        var files = MailFiles.Of(read);
        var posted = await post.Run(
            new(about, audience, Cut(own.Length > 0 ? own : read.Text, files), mail.Id.Value.ToString("N"))
            {
                // Whoever names a registration by its number means the partner whose it is.
                With = audience is ReadBy.Shared && place.Sides.Count == 1 ? place.Sides[0].Partner : null,
                Mail = new(mail.Id, read.MessageId, read.From.Count > 0 ? read.From[0].Address : "Unknown sender"),
                Files = files.Taken,
            },
            ct
        );
        if (!posted.Ok)
            return posted.Problem;
        return await Settle(mail, MailOutcome.Attached, about, ("number", null, number), ct);
    }

    /// <summary>What it claims is sent in on a partner's behalf; refused with what is missing.</summary>
    public async Task<Result<string>> Register(Guid id, Guid? partner, CancellationToken ct)
    {
        var found = await Find(id, ct);
        if (!found.Ok)
            return found.Problem;
        if (partner is not { } chosen || rooms.FirstOrDefault() is not { } room)
            return Refusals.NoPartner;
        var mail = found.Value;
        var read = await Original.Read(db, mail.Id, ct);
        if (read.From.Count == 0)
            return Problem.Invalid(
                "mail_in.no_sender",
                "partner",
                "It names no sender, so nothing says what is the partner’s own and what the customer’s."
            );
        var (claim, files) = await claims.Claim(mail, read, ct);
        // Whoever wrote it, if they are this partner's: it is their claim, and they hear of it as if it had gone through by itself.
        var sender =
            await access.Member(read.From[0].Address, ct) is { Active: true, Side: MemberSide.Partner } member
            && member.Partner == new PartnerId(chosen)
                ? member.Person
                : null;
        var answer = await room.Send(claim with { Partner = new(chosen), Sender = sender?.Id, ByStaff = true, Name = actor.Name }, ct);
        if (answer.Record is not { } record)
            return Problem.Invalid("mail_in.incomplete", "partner", string.Join(' ', answer.Missing));
        if (sender is not null && files.Left is { } left)
            await claims.TellLeft(mail, read, sender, record, answer.Number, left, ct);
        await Settle(mail, MailOutcome.Registered, record, ("number", null, answer.Number), ct);
        return answer.Number!;
    }

    /// <summary>Nothing is to become of it.</summary>
    public async Task<Result> Dismiss(Guid id, string? reason, CancellationToken ct)
    {
        var found = await Find(id, ct);
        if (!found.Ok)
            return found.Problem;
        if ((reason ?? "").Trim() is not { Length: > 0 and <= 500 } why)
            return Refusals.NoReason;
        return await Settle(found.Value, MailOutcome.Dismissed, null, ("reason", null, why), ct);
    }

    private async Task<Result> Settle(
        InboundMail mail,
        MailOutcome outcome,
        SubjectRef? about,
        (string Field, string? Before, string? After) what,
        CancellationToken ct
    )
    {
        mail.Settle(outcome, about, actor.Person, clock.GetUtcNow());
        db.Witness(
            $"mail_in.{outcome.ToString().ToLowerInvariant()}",
            new("inbound_mail", mail.Id.Value),
            ("from", null, mail.FromAddress),
            ("subject", null, mail.Subject),
            what
        );
        await db.SaveChangesAsync(ct);
        return Result.Done;
    }

    private async Task<Result<InboundMail>> Find(Guid id, CancellationToken ct)
    {
        if (!actor.May(Permissions.SortMail))
            return Refusals.MaySort;
        var key = new InboundMailId(id);
        return await db.Set<InboundMail>().SingleOrDefaultAsync(m => m.Id == key, ct) is { Pile: not null } mail ? mail : Refusals.NoMail;
    }

    private IQueryable<InboundMail> In(MailPile pile) =>
        pile is MailPile.Waits
            ? db.Set<InboundMail>().Where(m => m.IsQuarantined)
            : db.Set<InboundMail>().Where(m => !m.IsQuarantined && m.Act == MailAct.Ignore && m.Outcome == null);

    // With what stays behind of its files, which is said of every mail.
    private static string Cut(string text, MailFiles files)
    {
        var room = PostMessage.Longest - (files.Left?.Length + 2 ?? 0);
        return (text.Length > room ? text[..room] : text) + (files.Left is { } left ? $"\n\n{left}" : "");
    }
}

/// <summary>Where mail that waits stands in the menu.</summary>
internal sealed class MailInMenu(MailInDesk desk) : IMenu
{
    public async ValueTask<IReadOnlyList<MenuEntry>> Entries(CancellationToken ct)
    {
        var waiting = await desk.Count(MailPile.Waits, ct);
        return
        [
            new MenuEntry(MemberSide.Staff, 51, "mail", "mail-in", "Mail that waits", Permissions.SortMail) { Group = "Desk" }.Waiting(
                waiting
            ),
        ];
    }
}
