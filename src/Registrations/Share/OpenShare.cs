using System.Security.Cryptography;
using Entente.Access;
using Entente.Platform.Data;
using Entente.Platform.Mail;
using Entente.Platform.Secrets;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Registrations.Status;
using Microsoft.EntityFrameworkCore;

namespace Entente.Registrations.Share;

/// <summary>What somebody sees who came by a share's link.</summary>
/// <param name="AsksFor">Whether the address has to be proven first; then there is no <paramref name="Deal"/>.</param>
/// <param name="Amounts">Whether amounts are shown.</param>
public sealed record SharedView(string Vendor, DateTimeOffset ExpiresAt, bool AsksFor, bool Amounts, StatusView? Deal);

/// <summary>
/// Opens a share. Where an address is asked for, a link to it is mailed that holds for a day: who names another address hears the same and gets nothing.
/// Every look is kept.
/// </summary>
public sealed class OpenShare(
    EntenteDb db,
    CurrentLink link,
    StatusQuery status,
    SecretBox box,
    MailQueue mails,
    Workspaces workspaces,
    TimeProvider clock
)
{
    private const string Purpose = "claim-share";

    /// <summary>A second look within this time is the same one.</summary>
    private static readonly TimeSpan SameLook = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan Proven = TimeSpan.FromDays(1);

    /// <summary>Null: the link opens nothing.</summary>
    /// <param name="proof">Of the mailed link.</param>
    public async Task<SharedView?> Look(string? proof, CancellationToken ct)
    {
        if (await Share(ct) is not { } share)
            return null;
        var vendor = (await workspaces.Get(db.Workspace, ct)).Name;
        if (share.Email is { } wanted && !Proves(share, wanted, proof))
            return new(vendor, share.ExpiresAt, AsksFor: true, share.Amounts, null);
        if (await status.Load(share.RegistrationId, ct) is not { } deal)
            return null;
        await Note(share, ct);
        return new(vendor, share.ExpiresAt, AsksFor: false, share.Amounts, deal);
    }

    /// <summary>Mails the proof, if this is the address it is shared with. Says the same whatever was typed.</summary>
    /// <param name="here">The absolute address of the share.</param>
    public async Task Ask(string? typed, string here, CancellationToken ct)
    {
        if (await Share(ct) is not { Email: { } wanted } share || AccessApi.Address(typed) != wanted)
            return;
        var now = clock.GetUtcNow();
        var workspace = await workspaces.Get(db.Workspace, ct);
        await using var held = await db.Hold([$"share-mail:{share.Id.Value:N}"], ct);
        var ends = now + Proven;
        var token = box.Close(Purpose, $"{share.Id.Value:N}.{wanted}.{ends.ToUnixTimeSeconds()}");
        await mails.Stage(
            new(
                // One an hour, however often it is asked for.
                $"share:{share.Id.Value:N}:{now.ToUnixTimeSeconds() / 3_600}",
                share.Id.Subject,
                null,
                wanted,
                share.With,
                "Open what was shared with you",
                $"{workspace.Name}: one click, and you see it",
                ["Somebody shared the standing of a deal with this address and asked that nobody else opens it. The button works for a day."],
                [],
                ("Open it", $"{here}?proof={Uri.EscapeDataString(token)}"),
                "You get this because this address was typed on the page of a shared deal."
            )
            {
                Asked = true,
            },
            ct
        );
        await held.Save(ct);
    }

    private async Task<ClaimShare?> Share(CancellationToken ct)
    {
        if (link.Visit is not { Good: true, Kind: LinkKind.Share, Subject: { Kind: ClaimShareId.SubjectKind } subject })
            return null;
        var id = new ClaimShareId(subject.Id);
        return await db.Set<ClaimShare>().AsNoTracking().SingleOrDefaultAsync(s => s.Id == id, ct) is { } share && share.Lives(clock.GetUtcNow())
            ? share
            : null;
    }

    private bool Proves(ClaimShare share, string wanted, string? proof)
    {
        try
        {
            return proof is { Length: > 0 and < 2_000 }
                && box.Open(Purpose, proof).Split('.') is [var id, .. var address, var ends]
                && id == share.Id.Value.ToString("N")
                && string.Join('.', address) == wanted
                && long.TryParse(ends, System.Globalization.CultureInfo.InvariantCulture, out var seconds)
                && DateTimeOffset.FromUnixTimeSeconds(seconds) > clock.GetUtcNow();
        }
        catch (Exception not) when (not is CryptographicException or FormatException or ArgumentOutOfRangeException)
        {
            // Not closed by our key ring.
            return false;
        }
    }

    private async Task Note(ClaimShare share, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var since = now - SameLook;
        await using var held = await db.Hold([$"share-look:{share.Id.Value:N}"], ct);
        if (await db.Set<ShareOpening>().AnyAsync(o => o.ShareId == share.Id && o.At > since, ct))
            return;
        db.Add(
            new ShareOpening
            {
                Id = Ids.New<ShareOpeningId>(now),
                ShareId = share.Id,
                RegistrationId = share.RegistrationId,
                PartnerId = share.PartnerId,
                At = now,
                Email = share.Email,
            }
        );
        await held.Save(ct);
    }
}
