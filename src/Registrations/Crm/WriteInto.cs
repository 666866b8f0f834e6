using Entente.Crm;
using Entente.Partners;
using Entente.Ui;

namespace Entente.Registrations.Crm;

/// <summary>What is known of the CRM's side, and of the claim's surroundings, when an approved claim is written.</summary>
/// <param name="AccountId">The CRM's id of the account it is; null: a new one.</param>
/// <param name="FirstStage">Where new deals begin; null when the CRM's pipelines are not known.</param>
internal sealed record WriteInto(string? AccountId, string? ContactId, CrmStageCard? FirstStage, string Zone)
{
    public Standing Standing { get; init; } = Standing.Uncontested;

    /// <summary>Which of the CRM's own fields it has now, by <see cref="Rules.Forms.FormFields.OfCrm"/>: a value for one that is gone would refuse all.</summary>
    public IReadOnlySet<string> Takes { get; init; } = new HashSet<string>();

    /// <summary>The partner's last activity as the CRM was told it for this claim; null: it was not.</summary>
    public DateTimeOffset? Told { get; init; }

    /// <summary>The mail that tells the partner; null: nobody is told.</summary>
    public SentMail? Mail { get; init; }
}

/// <summary>How a claim stands to what else is known of its company.</summary>
/// <param name="Incumbent">The partner serves this company already.</param>
/// <param name="Conflict">As <see cref="Rules.ConflictStatus"/> says it.</param>
internal sealed record Standing(bool Incumbent, string Conflict)
{
    public static Standing Uncontested { get; } = new(false, Rules.ConflictStatus.None);
}

/// <summary>A partner as the CRM is told of it.</summary>
/// <param name="Known">What rooms know of it, by field, see <see cref="IPartnerFields"/>.</param>
internal sealed record PartnerOnDeal(string Name, string Type, string Tier, string Motion, IReadOnlyDictionary<string, string?> Known)
{
    /// <summary>Null: not known here, and left as it stands.</summary>
    public DateOnly? OnboardedOn { get; init; }

    public static PartnerOnDeal Of(PartnerCard partner, IReadOnlyDictionary<string, string?> known) =>
        new(partner.Name, partner.Type.Words(), partner.Tier.Words(), partner.Type.Motion().Words(), known)
        {
            OnboardedOn = partner.OnboardedOn,
        };
}

/// <summary>A mail that Entente sent to a partner, for the deal's timeline. No link of it travels: it would let in whoever reads it there.</summary>
/// <param name="Key">What makes it this mail; short enough for an Entente id.</param>
internal sealed record SentMail(string Key, string To, string Subject, string Body, DateTimeOffset At);
