using Entente.Access;
using Entente.Platform.Data;
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

/// <summary>Opens a share, and keeps that it was opened; where an address is asked for, only with a <see cref="ShareProof"/>.</summary>
public sealed class OpenShare(
    EntenteDb db,
    CurrentLink link,
    StatusQuery status,
    ShareRights rights,
    ShareProof proofs,
    Workspaces workspaces,
    TimeProvider clock
)
{
    /// <summary>Null: the link opens nothing.</summary>
    /// <param name="kept">The proof that this browser keeps.</param>
    /// <param name="mailed">The proof of the address that was followed.</param>
    public async Task<SharedView?> Look(string? kept, string? mailed, CancellationToken ct)
    {
        if (await Share(ct) is not { } share)
            return null;
        var vendor = (await workspaces.Get(db.Workspace, ct)).Name;
        if (share.Email is not null && !proofs.Holds(share.Id, kept))
            return new(vendor, share.ExpiresAt, null, proofs.Holds(share.Id, mailed));
        if (await status.Load(share.RegistrationId, ct) is not { } deal)
            return null;
        await Note(share, ct);
        return new(vendor, share.ExpiresAt, SharedDeal.Of(deal, share.Amounts));
    }

    /// <summary>Whether a browser may keep this proof.</summary>
    public async Task<bool> Takes(string? mailed, CancellationToken ct) => await Share(ct) is { } share && proofs.Holds(share.Id, mailed);

    /// <summary>Mails the proof, if this is the address it is shared with. Says the same whatever was typed.</summary>
    /// <param name="here">The absolute address of the share.</param>
    public async Task Ask(string? typed, string here, CancellationToken ct)
    {
        if (await Share(ct) is { Email: { } wanted } share && AccessApi.Address(typed) == wanted)
            await proofs.Mail(share.Id, wanted, here, ct);
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
