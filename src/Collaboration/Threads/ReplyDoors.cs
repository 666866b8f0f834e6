using System.Buffers.Binary;
using System.Security.Cryptography;
using Entente.Collaboration.Model;
using Entente.Collaboration.Rules;
using Entente.Platform.Data;
using Entente.Platform.Secrets;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Collaboration.Threads;

/// <summary>Hands out the addresses by which a mail is answered, and says what one stands for. Only stages, the caller saves.</summary>
internal sealed class ReplyDoors(EntenteDb db, SecretBox box, Workspaces workspaces, MailSettings settings, TimeProvider clock)
{
    internal const string Purpose = "reply-address";
    private const int Days = 180;

    /// <summary>An address with fewer days left is not handed out again.</summary>
    private const int FewDays = 90;

    /// <summary>For one person and one conversation with one partner; null where no mail is received, or the workspace's name is too long for an address.</summary>
    public async Task<string?> Address(PersonId recipient, SubjectRef about, PartnerId with, CancellationToken ct)
    {
        var workspace = await workspaces.Get(db.Workspace, ct);
        if (settings.Domain is not { } domain || workspace.Slug.Length > ReplyAddress.LongestSlug)
            return null;
        var today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
        var door = await db.Set<ReplyDoor>()
            .Where(d => d.Recipient == recipient && d.SubjectKind == about.Kind && d.SubjectId == about.Id && d.With == with)
            .Where(d => d.LastDay >= today.AddDays(FewDays))
            .OrderByDescending(d => d.LastDay)
            .FirstOrDefaultAsync(ct);
        if (door is null)
            db.Add(
                door = new ReplyDoor
                {
                    Number = BinaryPrimitives.ReadInt64BigEndian(RandomNumberGenerator.GetBytes(8)),
                    Recipient = recipient,
                    SubjectKind = about.Kind,
                    SubjectId = about.Id,
                    With = with,
                    LastDay = today.AddDays(Days),
                }
            );
        return $"{ReplyAddress.Write(workspace.Slug, Target(door), await Key(ct))}@{domain}";
    }

    /// <summary>What an address stands for; or why it is not followed.</summary>
    /// <param name="messageId">Of the mail; empty when it has none.</param>
    /// <param name="mail">This very mail may be looked at twice: what it left itself does not count as seen.</param>
    public async Task<(AddressFault Fault, ReplyDoor? Door)> Open(
        ReplyAddress address,
        string messageId,
        InboundMailId mail,
        CancellationToken ct
    )
    {
        var number = unchecked((long)address.Number);
        var door = await db.Set<ReplyDoor>().AsNoTracking().SingleOrDefaultAsync(d => d.Number == number, ct);
        var seen =
            door is not null
            && messageId.Length > 0
            && await db.Set<SharedMessage>()
                .AnyAsync(
                    m =>
                        m.OutsideId == messageId
                        && m.SubjectKind == door.SubjectKind
                        && m.SubjectId == door.SubjectId
                        && m.Author == door.Recipient
                        && m.MailId != mail,
                    ct
                );
        var keys = (await db.Set<ReplySecret>().AsNoTracking().ToListAsync(ct)).Select(Open);
        var fault = address.Check(door is null ? null : Target(door), keys, DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime), seen);
        return (fault, fault is AddressFault.None ? door : null);
    }

    private ReplyTarget Target(ReplyDoor door) =>
        new(
            unchecked((ulong)door.Number),
            db.Workspace.Value,
            door.Recipient.Value,
            new SubjectRef(door.SubjectKind, door.SubjectId).ToString(),
            door.LastDay
        );

    // Two who make the first one at once: the second save is refused by its key and tried again, as every job is.
    private async Task<ReplyKey> Key(CancellationToken ct)
    {
        var kept =
            db.Set<ReplySecret>().Local.FirstOrDefault()
            ?? await db.Set<ReplySecret>().OrderByDescending(k => k.KeyId).FirstOrDefaultAsync(ct);
        if (kept is null)
            db.Add(
                kept = new ReplySecret
                {
                    KeyId = 0,
                    Closed = box.Close(Purpose, Convert.ToBase64String(RandomNumberGenerator.GetBytes(32))),
                }
            );
        return Open(kept);
    }

    private ReplyKey Open(ReplySecret kept) => new(kept.KeyId, Convert.FromBase64String(box.Open(Purpose, kept.Closed)));
}
