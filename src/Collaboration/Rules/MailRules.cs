using Entente.Collaboration.Mime;
using Entente.Collaboration.Replies;

namespace Entente.Collaboration.Rules;

/// <summary>
/// Decides what a mail is and what may be done with it. What machines wrote is answered by nobody; what people wrote acts only when its sender
/// is proven; everything else is kept for staff. Pure.
/// </summary>
public static class MailRules
{
    private static readonly string[] Programs =
    [
        ".exe",
        ".scr",
        ".com",
        ".bat",
        ".cmd",
        ".pif",
        ".js",
        ".jse",
        ".vbs",
        ".vbe",
        ".wsf",
        ".hta",
        ".lnk",
        ".jar",
        ".msi",
        ".ps1",
        ".iso",
        ".img",
    ];

    private static readonly string[] Answers =
    [
        "re:",
        "aw:",
        "antw:",
        "sv:",
        "vs:",
        "rv:",
        "r:",
        "ref:",
        "odp:",
        "re :",
        "tr:",
        "rép:",
        "rép :",
        "res:",
        "ynt:",
        "回复",
        "回复：",
        "答复",
        "回覆",
        "返信",
        "atb:",
        "відп:",
        "отв:",
        "vá:",
        "bls:",
        "svar:",
    ];

    /// <param name="envelope">Whom the relay handed it over for: where it is known, headers say nothing of recipients. Null: only headers are known.</param>
    public static MailVerdict Of(ReadMail mail, ReplyParts parts, MailSettings settings, IReadOnlyList<string>? envelope = null)
    {
        var recipients = envelope is null ? mail.Recipients.ToList() : [.. envelope.Select(r => new MailAddress("", r))];
        var toReply = recipients.FirstOrDefault(r =>
            ReplyAddress.IsOne(r.Address) || r.Address.StartsWith("r+", StringComparison.OrdinalIgnoreCase)
        );
        if (MachineMail.Of(mail, settings, toReply is not null) is { } machine)
            return machine.Kind is MailKind.List ? Sent(machine, mail, parts, settings, recipients) : machine;
        var proof = SenderProof.Of(mail, settings.TrustedRelays);
        if (Suspicion(mail, proof) is { } suspicion)
            return new(MailKind.SpamSuspect, MailAct.Hold, suspicion);
        if (mail.From.Count == 0)
            return new(MailKind.Unknown, MailAct.Hold, "it names no sender");
        if (toReply is not null)
            return Proven(new(MailKind.Reply, MailAct.FileReply, "it answers a mail of ours, by the address it was sent to"), proof);
        var toRegister = ToRegister(recipients, settings);
        var claim = Claim(mail, parts);
        if (toRegister || IsClaim(mail.Subject, claim))
        {
            var why = toRegister ? "it was sent to the address for claims" : "it states a claim";
            return claim.Missing.Count == 0
                ? Proven(new(MailKind.Registration, MailAct.Register, $"{why}, and nothing is missing"), proof)
                : Proven(new(MailKind.Registration, MailAct.AskMissing, $"{why}; missing: {string.Join(", ", claim.Missing)}"), proof);
        }
        if (mail.Answers.Count > 0 || IsAnswer(mail.Subject))
            return new(MailKind.Reply, MailAct.Hold, "it answers some mail, but was not sent to an address that says which");
        return new(
            MailKind.Unknown,
            MailAct.Hold,
            parts.Reply.Length == 0 && mail.Attachments.Count == 0
                ? "there is nothing to read in it"
                : "it is neither an answer nor a claim"
        );
    }

    // People register from a team's address too, and its list puts its own fields on top.
    private static MailVerdict Sent(
        MailVerdict list,
        ReadMail mail,
        ReplyParts parts,
        MailSettings settings,
        IReadOnlyList<MailAddress> recipients
    ) =>
        ToRegister(recipients, settings)
        && SenderProof.Of(mail, settings.TrustedRelays).Proof is Proof.Proven
        && Claim(mail, parts).Fields.Company is { } company
            ? list with
            {
                WhyOfKnown = $"it was sent to the address for claims and names a customer, {company}, but {list.Why}",
            }
            : list;

    private static bool ToRegister(IEnumerable<MailAddress> recipients, MailSettings settings) =>
        recipients.Any(r =>
            settings.RegistrationNames.Contains(r.Address.Split('@')[0].Split('+')[0].ToLowerInvariant(), StringComparer.Ordinal)
        );

    private static ClaimMail Claim(ReadMail mail, ReplyParts parts) =>
        ClaimFromMail.Read(mail.Subject, parts.Reply.Length > 0 ? parts.Reply : mail.Text, mail.From[0], null);

    /// <summary>Whether the subject begins as an answer's does, in any of the languages clients write it in.</summary>
    public static bool IsAnswer(string subject)
    {
        var start = subject.TrimStart().ToLowerInvariant();
        return Answers.Any(a => start.StartsWith(a, StringComparison.Ordinal))
            || (start.StartsWith("re[", StringComparison.Ordinal) && start.Contains("]:", StringComparison.Ordinal));
    }

    private static bool IsClaim(string subject, ClaimMail claim)
    {
        var words = subject.ToLowerInvariant();
        var named = ClaimWordsList.Registers.Any(w => words.Contains(w, StringComparison.Ordinal));
        return claim.Labelled >= 3 || ((named || claim.Fields.IsLead) && claim.Fields.Company is not null);
    }

    private static MailVerdict Proven(MailVerdict verdict, SenderProof proof) =>
        proof.Proof is Proof.Proven
            ? verdict with
            {
                Why = $"{verdict.Why}; {proof.Why}",
            }
            : verdict with
            {
                Act = MailAct.Hold,
                Why = $"{verdict.Why}; held, because {proof.Why}",
            };

    private static string? Suspicion(ReadMail mail, SenderProof proof)
    {
        if (proof.Proof is Proof.Failed)
            return proof.Why;
        var headers = mail.Headers;
        if (headers["X-Spam-Flag"] is { } flag && flag.StartsWith("yes", StringComparison.OrdinalIgnoreCase))
            return "the relay's filter calls it spam";
        if (headers["X-Spam-Status"] is { } status && status.StartsWith("yes", StringComparison.OrdinalIgnoreCase))
            return "the relay's filter calls it spam";
        if (int.TryParse(headers["X-MS-Exchange-Organization-SCL"], out var level) && level >= 5)
            return "the relay's filter calls it spam";
        if (headers.All("From").Count() > 1)
            return "it has two senders, one for people and one for programs";
        if (mail.Attachments.FirstOrDefault(a => Programs.Any(p => a.Name.EndsWith(p, StringComparison.OrdinalIgnoreCase))) is { } program)
            return $"a program came with it ({program.Name})";
        // “boss@customer.example” <somebody@elsewhere.example>
        if (mail.From is [{ } from] && MailAddress.List(from.Name) is [{ } shown] && !SenderProof.Aligned(shown.Domain, from.Domain))
            return "the name of its sender is somebody else's address";
        return null;
    }
}
