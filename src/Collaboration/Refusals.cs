using Entente.Platform.Values;

namespace Entente.Collaboration;

/// <summary>Every refusal of this room, each said once.</summary>
internal static class Refusals
{
    public static readonly Problem NoThread = Problem.NotFound("thread.unknown", "There is no such conversation.");

    public static readonly Problem NoSubmissionId = Problem.Invalid(
        "message.no_submission",
        "submissionId",
        "Open the conversation again and send it from there."
    );

    public static readonly Problem NoText = Problem.Invalid("message.empty", "text", "Write something first.");

    public static readonly Problem TooLong = Problem.Invalid(
        "message.too_long",
        "text",
        "That is longer than a message may be: at most 20,000 characters."
    );

    public static readonly Problem NoAudience = Problem.Invalid("message.audience", "audience", "Choose who reads it.");

    public static readonly Problem NotShared = Problem.Invalid(
        "message.not_shared",
        "audience",
        "What partners see does not include messages here. Write it internally, or have it opened under Settings, What partners see."
    );

    public static readonly Problem MaySort = Problem.Forbidden("mail_in.may_not", "Your role does not look after mail that came in.");

    public static readonly Problem NoMail = Problem.NotFound("mail_in.unknown", "This mail does not wait any more.");

    public static readonly Problem NoNumber = Problem.Invalid("mail_in.no_record", "number", "There is no registration with this number.");

    public static readonly Problem NoReason = Problem.Invalid("mail_in.no_reason", "reason", "Say why, in a few words.");

    public static readonly Problem NoPartner = Problem.Invalid("mail_in.no_partner", "partner", "Choose a partner.");
}
