using Entente.Access;
using Entente.Collaboration.Chat;
using Entente.Collaboration.Notifications.Rules;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Collaboration.Notifications;

/// <summary>What somebody sends of the page on which they choose.</summary>
/// <param name="Choices">By event; events that are not there stay as they are.</param>
/// <param name="QuietFrom"><c>22:00</c>; both empty: no quiet hours.</param>
/// <param name="Zone">IANA; empty: the workspace’s.</param>
public sealed record NoticeInput(IReadOnlyDictionary<string, NoticeChoice> Choices, string? QuietFrom, string? QuietTo, string? Zone);

/// <summary>One event on that page.</summary>
/// <param name="Role">What their role would have.</param>
public sealed record NoticeRowChoice(NoticeEvent Event, NoticeChoice Choice, NoticeChoice Role);

/// <summary>How somebody is told now.</summary>
/// <param name="Chats">In which they can be told.</param>
public sealed record NoticeView(
    IReadOnlyList<NoticeRowChoice> Rows,
    string QuietFrom,
    string QuietTo,
    string Zone,
    int Waiting,
    IReadOnlySet<NoticeChannel> Chats
);

/// <summary>A person chooses how they are told; what waits for them is planned anew by the same save.</summary>
public sealed class ChooseNotices
{
    private readonly EntenteDb db;
    private readonly Actor actor;
    private readonly NoticeWishes wishes;
    private readonly TimeProvider clock;
    private readonly Chats chats;

    internal ChooseNotices(EntenteDb db, Actor actor, NoticeWishes wishes, TimeProvider clock, Chats chats) =>
        (this.db, this.actor, this.wishes, this.clock, this.chats) = (db, actor, wishes, clock, chats);

    /// <summary>Null for who is nobody here.</summary>
    public async Task<NoticeView?> Load(CancellationToken ct)
    {
        if (Who() is not { } me)
            return null;
        var wish = await wishes.Of(me, ct);
        var profile = await db.Set<NoticeProfile>().AsNoTracking().SingleOrDefaultAsync(p => p.PersonId == me, ct);
        var (from, to) = wish.Quiet.From == wish.Quiet.To ? ("", "") : (Clock(wish.Quiet.From), Clock(wish.Quiet.To));
        return new(
            [.. NoticeEvents.Of(Side).Select(e => new NoticeRowChoice(e, wish.For(e), NoticeChoices.Of(e, NoticeChoices.None, wish.Role)))],
            from,
            to,
            profile?.Zone ?? "",
            await db.Set<Notice>().CountAsync(n => n.PersonId == me && n.MailAt != null, ct),
            await chats.Of(me, ct)
        );
    }

    public async Task<Result> Run(NoticeInput input, CancellationToken ct)
    {
        if (Who() is not { } me || actor.ReadOnly)
            return Problem.Forbidden("notices.nobody", "Only somebody who is signed in chooses how they are told.");
        var (quiet, fault) = Quiet(input.QuietFrom, input.QuietTo);
        var zone = (input.Zone ?? "").Trim();
        if (
            Faults.Of(
                fault,
                zone.Length == 0 || Known(zone) ? null : Problem.Invalid("notices.zone", "zone", "Choose a time zone of the list.")
            ) is
            { } invalid
        )
            return invalid;
        await using var held = await db.Hold(NoticeLock.Of(me), ct);
        var profile = await db.Set<NoticeProfile>().SingleOrDefaultAsync(p => p.PersonId == me, ct);
        if (profile is null)
            db.Add(profile = new NoticeProfile { PersonId = me });
        var role = (await wishes.Of(me, ct)).Role;
        profile.Choose(Own(input.Choices, profile.Read(), role));
        profile.Rest(quiet, zone);
        await Replan.Run(db, profile, role, await wishes.ZoneOf(profile, ct), clock.GetUtcNow(), ct);
        await held.Save(ct);
        return Result.Done;
    }

    // What is left as the role has it follows the role, also when that changes.
    private NoticeChoices Own(IReadOnlyDictionary<string, NoticeChoice> said, NoticeChoices before, NoticeChoices role)
    {
        var own = before.ByEvent.ToDictionary(c => c.Key, c => c.Value);
        foreach (var what in NoticeEvents.Of(Side))
            if (said.TryGetValue(what.Key, out var choice))
            {
                own.Remove(what.Key);
                if (choice.Within(what) != NoticeChoices.Of(what, NoticeChoices.None, role))
                    own[what.Key] = choice.Within(what);
            }
        return new(own);
    }

    private PersonId? Who() => actor is { Kind: ActorKind.Staff or ActorKind.Partner, ViewedBy: null } ? actor.Person : null;

    private MemberSide Side => actor.IsStaff ? MemberSide.Staff : MemberSide.Partner;

    private static bool Known(string zone) => zone.Length <= 64 && TimeZoneInfo.TryFindSystemTimeZoneById(zone, out _);

    private static string Clock(TimeOnly time) => time.ToString("HH:mm", System.Globalization.CultureInfo.InvariantCulture);

    private static (QuietHours Quiet, Problem? Fault) Quiet(string? from, string? to)
    {
        if (string.IsNullOrWhiteSpace(from) && string.IsNullOrWhiteSpace(to))
            return (default, null);
        var (begins, ends) = (Time(from), Time(to));
        var fault = Faults.Of(
            begins is null ? Problem.Invalid("notices.quiet", "quietFrom", "Say from when, such as 22:00.") : null,
            ends is null ? Problem.Invalid("notices.quiet", "quietTo", "Say until when, such as 07:00.")
                : ends == begins ? Problem.Invalid("notices.quiet", "quietTo", "Quiet hours end at another time than they begin.")
                : null
        );
        return fault is null ? (new(begins!.Value, ends!.Value), null) : (default, fault);
    }

    private static TimeOnly? Time(string? text) =>
        TimeOnly.TryParseExact(
            (text ?? "").Trim(),
            ["HH:mm", "H:mm", "HH:mm:ss"],
            System.Globalization.CultureInfo.InvariantCulture,
            System.Globalization.DateTimeStyles.None,
            out var time
        )
            ? new TimeOnly(time.Hour, time.Minute)
            : null;
}
