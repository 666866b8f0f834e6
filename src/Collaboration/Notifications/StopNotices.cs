using Entente.Access;
using Entente.Collaboration.Notifications.Rules;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Collaboration.Notifications;

/// <summary>What an unsubscribe address would do.</summary>
/// <param name="Title">The kind of event, or the digest.</param>
/// <param name="After">What happens, or has happened, in words.</param>
/// <param name="Done">It is so already.</param>
public sealed record StopView(string Title, string After, bool Done);

/// <summary>
/// One click on unsubscribe (RFC 8058): that kind of mail stops for that one person, whoever posts it and without signing in. A second click changes
/// nothing. Who left the workspace meanwhile is answered the same.
/// </summary>
public sealed class StopNotices
{
    private readonly EntenteDb db;
    private readonly UnsubscribeKeys keys;
    private readonly NoticeWishes wishes;
    private readonly AccessApi access;
    private readonly TimeProvider clock;

    internal StopNotices(EntenteDb db, UnsubscribeKeys keys, NoticeWishes wishes, AccessApi access, TimeProvider clock) =>
        (this.db, this.keys, this.wishes, this.access, this.clock) = (db, keys, wishes, access, clock);

    /// <summary>Changes nothing; null: the address opens nothing here.</summary>
    public async Task<StopView?> Look(string token, CancellationToken ct)
    {
        if (keys.Read(token) is not var (person, name) || await Stop(person, name, ct) is not { } stop)
            return null;
        return new(
            stop.Title,
            stop.After,
            NoticeEvents.All.All(e => stop.Next.ByEvent.GetValueOrDefault(e.Key) == stop.Before.ByEvent.GetValueOrDefault(e.Key))
        );
    }

    /// <summary>False: the address opens nothing here.</summary>
    public async Task<bool> Run(string token, CancellationToken ct)
    {
        if (keys.Read(token) is not var (person, name))
            return false;
        await using var held = await db.Hold(NoticeLock.Of(person), ct);
        if (await Stop(person, name, ct) is not { } stop)
            return false;
        var profile = await db.Set<NoticeProfile>().SingleOrDefaultAsync(p => p.PersonId == person, ct);
        if (profile is null)
            db.Add(profile = new NoticeProfile { PersonId = person });
        profile.Choose(stop.Next);
        await Replan.Run(db, profile, stop.Role, await wishes.ZoneOf(profile, ct), clock.GetUtcNow(), ct);
        db.Because("Unsubscribed by the link in a mail");
        await held.Save(ct);
        return true;
    }

    private sealed record Stopping(string Title, string After, NoticeChoices Before, NoticeChoices Next, NoticeChoices Role);

    private async Task<Stopping?> Stop(PersonId person, string name, CancellationToken ct)
    {
        var wish = await wishes.Of(person, ct);
        if (Digest.Named(name) is { } cadence)
        {
            var side = (await access.Members([person], ct)).SingleOrDefault()?.Side ?? MemberSide.Partner;
            var next = NoticeEvents
                .Of(side)
                .Where(e => e.MayBeOff && wish.For(e).Cadence == cadence)
                .Aggregate(wish.Own, (own, e) => own.With(e, wish.For(e) with { Channel = NoticeChannel.Inbox }));
            return new(
                $"The mail that comes {Digest.Often(cadence)}",
                "These stand on your page of notifications only. What you have to answer still comes by mail.",
                wish.Own,
                next,
                wish.Role
            );
        }
        if (NoticeEvents.Find(name) is not { } what || wish.Own.Without(what, wish.Role) is not { } without)
            return null;
        var after = what.MayBeOff
            ? "You are told no more of this kind."
            : $"You have to answer these by a time, so they cannot be switched off. They come {Digest.Often(NoticeChoices.Of(what, without, wish.Role).Cadence)} instead.";
        return new(what.Title, after, wish.Own, without, wish.Role);
    }
}
