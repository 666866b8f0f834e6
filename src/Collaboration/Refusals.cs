using Entente.Platform.Values;

namespace Entente.Collaboration;

/// <summary>Every refusal of this room, each said once.</summary>
internal static class Refusals
{
    public static readonly Problem NoThread = Problem.NotFound("thread.unknown", "There is no such conversation.");

    public static readonly Problem MayNotHook = Problem.Forbidden("mail_hook.may_not", "Your role does not connect mail providers.");

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

    public static readonly Problem MayNotWrite = Problem.Forbidden(
        "message.may_not",
        "Your role reads messages and writes none. An admin of your company can give you another one."
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

    public static readonly Problem TooManyFiles = Problem.Invalid(
        "message.too_many_files",
        "files",
        $"At most {Platform.Files.Uploads.MostFiles} files go with one message. Send the others with the next one."
    );

    public static readonly Problem MayNotReact = Problem.Forbidden(
        "message.may_not_react",
        "Your role reads messages and answers none. An admin of your company can give you another one."
    );

    public static readonly Problem NoMessage = Problem.NotFound("message.unknown", "There is no such message.");

    public static readonly Problem NoAct = Problem.NotFound("mail_act.unknown", "This address opens nothing.");

    public static Problem ActSettled(string why) => Problem.Conflict("mail_act.settled", why);

    public static readonly Problem NoTask = Problem.NotFound("task.unknown", "There is no such task.");

    public static readonly Problem NoTitle = Problem.Invalid("task.title", "title", "Say what is to be done, in at most 200 characters.");

    public static readonly Problem NoDue = Problem.Invalid("task.due", "due", "Choose a day, from today on and within ten years.");

    public static readonly Problem NoOwner = Problem.Invalid("task.owner", "owner", "Choose who does it.");

    public static readonly Problem OwnerMayNotRead = Problem.Invalid(
        "task.owner_reads_not",
        "owner",
        "Who does it must be able to read it. Choose somebody else, or share it with their side."
    );

    /// <summary>The same words whoever bears the name elsewhere: nobody learns here who else there is.</summary>
    public static Problem NotAReader(IReadOnlyList<string> names, IReadOnlyList<string> readers) =>
        Problem.Invalid(
            "message.not_a_reader",
            "text",
            $"{string.Join(" and ", names.Select(n => "@" + n))} {(names.Count == 1 ? "names" : "name")} nobody who will read this, or several people. "
                + (
                    readers.Count == 0
                        ? "Nobody else reads it."
                        : $"You can name {string.Join(", ", readers.Take(6))}{(readers.Count > 6 ? " and others" : "")}."
                )
        );
}
