using System.Globalization;
using System.Security.Cryptography;
using Entente.Access;
using Entente.Platform.Data;
using Entente.Platform.Mail;
using Entente.Platform.Secrets;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Registrations.Status;
using Entente.Ui;
using Microsoft.EntityFrameworkCore;

namespace Entente.Registrations.Share;

/// <summary>What of a registration goes with a share: nothing that speaks to the partner, and no amount where none was shared.</summary>
public sealed record SharedDeal(
    string Title,
    string Number,
    string StateWords,
    Tone StateTone,
    string? Stage,
    string? NextStep,
    DateTimeOffset? ProtectedUntil,
    DateOnly? CloseDate,
    Money? Amount
)
{
    internal static SharedDeal Of(StatusView deal, bool amounts) =>
        new(
            deal.Company ?? deal.Number,
            deal.Number,
            deal.StateWords,
            deal.StateTone,
            deal.Deal?.Stage,
            deal.Deal?.NextStep,
            deal.Protection is { Holds: true } window ? window.End : null,
            deal.Deal?.CloseDate ?? deal.CloseDate,
            amounts ? deal.Deal?.Amount ?? deal.Amount : null
        );
}

/// <summary>What somebody sees who came by a share's link.</summary>
/// <param name="Deal">Null: a mail address has to be proven first.</param>
/// <param name="Proven">It was, by the mailed link, and only the button is left to press.</param>
public sealed record SharedView(string Vendor, DateTimeOffset ExpiresAt, SharedDeal? Deal, bool Proven = false);

/// <summary>
/// Opens a share, and keeps that it was opened. Where an address is asked for, a link to it is mailed that holds for a day: who names another address
/// reads the same and gets nothing. Opening the mailed link changes nothing (mail scanners do that); its button does.
/// </summary>
public sealed class OpenShare(
    EntenteDb db,
    CurrentLink link,
    StatusQuery status,
    ShareRights rights,
    SecretBox box,
    MailQueue mails,
    Workspaces workspaces,
    TimeProvider clock
)
{
    /// <summary>How long a proof holds from its mail on.</summary>
    public static readonly TimeSpan ProofLasts = TimeSpan.FromDays(1);

    internal const string Purpose = "claim-share";

    // A sealed id with its end is a good two hundred characters.
    internal const int LongestProof = 1_000;

    /// <summary>Null: the link opens nothing.</summary>
    /// <param name="kept">The proof that this browser keeps.</param>
    /// <param name="mailed">The proof of the address that was followed.</param>
    public async Task<SharedView?> Look(string? kept, string? mailed, CancellationToken ct)
    {
        if (await Share(ct) is not { } share)
            return null;
        var vendor = (await workspaces.Get(db.Workspace, ct)).Name;
        if (share.Email is not null && !Proves(share, kept))
            return new(vendor, share.ExpiresAt, null, Proves(share, mailed));
        if (await status.Load(share.RegistrationId, ct) is not { } deal)
            return null;
        await Note(share, ct);
        return new(vendor, share.ExpiresAt, SharedDeal.Of(deal, share.Amounts));
    }

    /// <summary>Whether a browser may keep this proof.</summary>
    public async Task<bool> Takes(string? mailed, CancellationToken ct) => await Share(ct) is { } share && Proves(share, mailed);

    /// <summary>Mails the proof, once an hour at most, if this is the address it is shared with.</summary>
    /// <param name="here">The absolute address of the share.</param>
    public async Task Ask(string? typed, string here, CancellationToken ct)
    {
        if (await Share(ct) is not { Email: { } wanted } share || AccessApi.Address(typed) != wanted)
            return;
        var now = clock.GetUtcNow();
        var workspace = await workspaces.Get(db.Workspace, ct);
        var proof = box.Close(Purpose, $"{share.Id.Value:N}.{(now + ProofLasts).ToUnixTimeSeconds()}");
        await mails.Stage(
            new(
                Once: $"share:{share.Id.Value:N}:{now.ToUnixTimeSeconds() / 3_600}",
                About: share.Id.Subject,
                ToPerson: null,
                wanted,
                // The words for whom it is are whoever shared it's own.
                ToName: wanted,
                Subject: "Open what was shared with you",
                Verdict: $"{workspace.Name}: one click, and you see it",
                Paragraphs:
                [
                    "Somebody shared the standing of a deal with this address, and nobody else is to open it. The button works for a day.",
                    "If it was not you who asked for this mail, ignore it.",
                ],
                Facts: [],
                Button: ("Open it", $"{here}?proof={Uri.EscapeDataString(proof)}"),
                Why: "You get this because this address was typed on the page of a shared deal."
            )
            {
                Asked = true,
            },
            ct
        );
        await db.SaveChangesAsync(ct);
    }

    private async Task<ClaimShare?> Share(CancellationToken ct)
    {
        if (link.Visit is not { Good: true, Kind: LinkKind.Share, Subject: { Kind: ClaimShareId.SubjectKind } subject })
            return null;
        var id = new ClaimShareId(subject.Id);
        return
            await db.Set<ClaimShare>().AsNoTracking().SingleOrDefaultAsync(s => s.Id == id && s.TakenBackAt == null, ct) is { } share
            && await rights.Holds(share.GivenBy, share.RegistrationId, share.PartnerId, ct)
            ? share
            : null;
    }

    private bool Proves(ClaimShare share, string? proof)
    {
        try
        {
            return proof is { Length: > 0 and <= LongestProof }
                && box.Open(Purpose, proof).Split('.') is [var id, var ends]
                && id == share.Id.Value.ToString("N")
                && clock.GetUtcNow().ToUnixTimeSeconds() < long.Parse(ends, CultureInfo.InvariantCulture);
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    private async Task Note(ClaimShare share, CancellationToken ct)
    {
        var now = clock.GetUtcNow().ToUniversalTime();
        await db.Write(
            """
            insert into share_opening (workspace_id, share_id, registration_id, partner_id, slot, at, email)
            values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing
            """,
            ct,
            db.Workspace.Value,
            share.Id.Value,
            share.RegistrationId.Value,
            share.PartnerId.Value,
            ShareOpening.SlotOf(now),
            now,
            share.Email
        );
    }
}
