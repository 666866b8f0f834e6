using Entente.Onboarding.Rules;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Onboarding.Model;

/// <summary>A text as it was published; none is ever changed.</summary>
[Subject("agreement_version")]
internal sealed class AgreementVersion : Published<AgreementSheet>
{
    private AgreementVersion() { }

    private AgreementVersion(int number, AgreementSheet sheet, PersonId? by, DateTimeOffset now)
        : base(number, sheet, by, now) { }

    public AgreementId AgreementId { get; private init; }
    public DateOnly EffectiveOn { get; private init; }

    // As in the sheet: who stands how is asked without loading texts.
    public int GraceDays { get; private init; }

    /// <summary>An <see cref="AgreementAudience"/>.</summary>
    public string Audience { get; private init; } = "";

    /// <summary>See <see cref="AgreementSheet.Hash"/>.</summary>
    public string Hash { get; private init; } = "";

    public static AgreementVersion Of(AgreementId of, int number, AgreementSheet sheet, PersonId? by, DateTimeOffset now) =>
        new(number, sheet, by, now)
        {
            AgreementId = of,
            EffectiveOn = sheet.EffectiveOn ?? throw new ArgumentException("What is published has its day.", nameof(sheet)),
            GraceDays = sheet.GraceDays,
            Audience = Platform.Jobs.Json.Write(sheet.For),
            Hash = AgreementSheet.Hash(sheet.Text),
        };

    /// <summary>What was published of these, without the texts.</summary>
    public static async Task<ILookup<AgreementId, VersionTerms>> Terms(
        EntenteDb db,
        IReadOnlyCollection<AgreementId> agreements,
        CancellationToken ct
    )
    {
        var wanted = agreements.ToList();
        var found = await db.Set<AgreementVersion>()
            .Where(v => wanted.Contains(v.AgreementId))
            .Select(v => new
            {
                v.AgreementId,
                v.Number,
                v.EffectiveOn,
                v.GraceDays,
                v.Audience,
            })
            .ToListAsync(ct);
        return found.ToLookup(
            v => v.AgreementId,
            v => new VersionTerms(v.Number, v.EffectiveOn, v.GraceDays, Platform.Jobs.Json.Read<AgreementAudience>(v.Audience))
        );
    }
}

/// <summary>
/// That a partner accepted a version, by whom, when and of which text. Written once: there is no way to change it, and the database gives the program no
/// right to (<c>ModelRules.WrittenOnceTables</c>).
/// </summary>
[Subject("agreement_acceptance")]
internal sealed class AgreementAcceptance : Entity, IPartnerOwned
{
    private AgreementAcceptance() { }

    public AgreementId AgreementId { get; private init; }
    public int Number { get; private init; }
    public PartnerId PartnerId { get; private init; }
    public PersonId PersonId { get; private init; }
    public DateTimeOffset At { get; private init; }

    /// <summary>Through which door.</summary>
    public Channel Channel { get; private init; }

    /// <summary>Of the text that they read.</summary>
    public string Hash { get; private init; } = "";

    public static AgreementAcceptance Of(AgreementVersion version, PartnerId partner, PersonId by, Channel channel, DateTimeOffset now) =>
        new()
        {
            AgreementId = version.AgreementId,
            Number = version.Number,
            PartnerId = partner,
            PersonId = by,
            At = now,
            Channel = channel,
            Hash = version.Hash,
        };
}

/// <summary>What was said about a version that a partner has not accepted: to it, and to the vendor's people.</summary>
[NotAudited("each mail stands in the outbox; this keeps that nobody is told twice")]
[Subject("agreement_ask")]
internal sealed class AgreementAsk : Entity, IPartnerOwned
{
    public AgreementId AgreementId { get; init; }
    public int Number { get; init; }
    public PartnerId PartnerId { get; init; }

    /// <summary>Null: nobody of it may accept, so nobody was told.</summary>
    public DateTimeOffset? ToldAt { get; set; }

    /// <summary>The last reminder, in days before the last one.</summary>
    public int? Reminded { get; set; }
    public DateTimeOffset? StaffToldAt { get; set; }
}
