using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Registrations.Rules;
using Entente.Registrations.Rules.Forms;
using Microsoft.EntityFrameworkCore;

namespace Entente.Registrations.Drafts;

internal readonly record struct ClaimDraftId(Guid Value) : ITypedId<ClaimDraftId>
{
    public static ClaimDraftId From(Guid value) => new(value);
}

/// <summary>A form half filled: one of each kind a person. Not a claim: it protects nothing, has no number, and staff do not see it.</summary>
[NotAudited("half a form; the claim that it becomes is audited")]
[Subject("claim_draft")]
internal sealed class ClaimDraft : Entity, IPartnerOwned
{
    private ClaimDraft() { }

    public ClaimDraftId Id { get; private init; }
    public PartnerId PartnerId { get; private init; }
    public PersonId PersonId { get; private init; }
    public RegistrationKind Kind { get; private init; }

    /// <summary>A <see cref="ClaimInput"/>, as JSON.</summary>
    public string Json { get; private set; } = "";
    public DateTimeOffset KeptAt { get; private set; }

    public static ClaimDraft Of(PartnerId partner, PersonId person, RegistrationKind kind, DateTimeOffset now) =>
        new()
        {
            Id = Ids.New<ClaimDraftId>(now),
            PartnerId = partner,
            PersonId = person,
            Kind = kind,
        };

    public void Keep(ClaimInput claim, DateTimeOffset now) => (Json, KeptAt) = (Platform.Jobs.Json.Write(claim), now);
}

/// <summary>What somebody kept.</summary>
public sealed record KeptDraft(ClaimInput Claim, DateTimeOffset KeptAt);

/// <summary>Keeps a half-filled form of a partner's person, and gives it back; anything may be missing or wrong in it.</summary>
public sealed class KeepDraft(EntenteDb db, Actor actor, TimeProvider clock)
{
    /// <summary>Only somebody we know by name finds it again.</summary>
    public bool May =>
        actor is { Kind: ActorKind.Partner, Person: not null, Partner: not null }
        && Access.PartnerRights.May(actor, Access.PartnerRights.Register);

    public async Task<Result> Run(ClaimInput claim, CancellationToken ct)
    {
        if (!May)
            return Refusals.PartnersOnly;
        var clean = FormFields.Clean(claim);
        if (FormFields.All.Any(f => FormFields.Of(clean, f.Key)?.Length > ClaimReader.LongestText))
            return Refusals.DraftTooLong;
        await using var held = await db.Hold([$"claim-draft:{actor.Person}:{claim.Kind}"], ct);
        if (await Mine(db.Set<ClaimDraft>(), claim.Kind, ct) is not { } draft)
            db.Add(draft = ClaimDraft.Of(actor.Partner!.Value, actor.Person!.Value, claim.Kind, clock.GetUtcNow()));
        draft.Keep(clean, clock.GetUtcNow());
        await held.Save(ct);
        return Result.Done;
    }

    public async Task<KeptDraft?> Load(RegistrationKind kind, CancellationToken ct) =>
        May && await Mine(db.Set<ClaimDraft>().AsNoTracking(), kind, ct) is { } draft
            ? new(Platform.Jobs.Json.Read<ClaimInput>(draft.Json), draft.KeptAt)
            : null;

    /// <summary>It was sent, or is not wanted any more.</summary>
    public async Task Drop(RegistrationKind kind, CancellationToken ct)
    {
        if (!May || await Mine(db.Set<ClaimDraft>(), kind, ct) is not { } draft)
            return;
        db.Remove(draft);
        await db.SaveChangesAsync(ct);
    }

    private Task<ClaimDraft?> Mine(IQueryable<ClaimDraft> drafts, RegistrationKind kind, CancellationToken ct) =>
        drafts.SingleOrDefaultAsync(d => d.PersonId == actor.Person && d.Kind == kind, ct);
}
