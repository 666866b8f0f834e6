using Entente.Collaboration.Mime;

namespace Entente.Collaboration.Rules;

/// <summary>Mail that no person wrote: RFC 3834, RFC 2919, RFC 2369 and what programs did before them.</summary>
internal static class MachineMail
{
    /// <summary>A mail that went through more relays than this goes in a circle.</summary>
    private const int MostRelays = 40;

    /// <summary>The header that every mail of ours carries.</summary>
    public const string LoopHeader = Platform.Mail.MailMarks.Loop;

    private static readonly string[] Away =
    [
        "out of office",
        "out of the office",
        "out-of-office",
        "ooo:",
        "on vacation",
        "on holiday",
        "on leave",
        "away from my",
        "away from the office",
        "absence du bureau",
        "absent du bureau",
        "message d'absence",
        "message d’absence",
        "absence :",
        "en congé",
        "je suis absent",
        "abwesend",
        "abwesenheit",
        "nicht im büro",
        "im urlaub",
        "außer haus",
        "afwezig",
        "niet aanwezig",
        "fuera de la oficina",
        "fuera de oficina",
        "estoy ausente",
        "ausente",
        "de vacaciones",
        "fuori sede",
        "fuori ufficio",
        "assente",
        "assenza",
        "in ferie",
        "fora do escritório",
        "fora da empresa",
        "estou ausente",
        "de férias",
        "ausência",
        "ikke på kontoret",
        "fraværende",
        "fravær",
        "på ferie",
        "ikke til stede",
        "inte på kontoret",
        "frånvarande",
        "frånvaro",
        "på semester",
        "ej på kontoret",
        "poissa toimistolta",
        "poissaolo",
        "en ole paikalla",
        "lomalla",
        "poza biurem",
        "nieobecność",
        "mimo kancelář",
        "nepřítomnost",
        "вне офиса",
        "нет на месте",
        "отсутств",
        "ofis dışında",
        "不在のお知らせ",
        "不在通知",
        "不在",
        "休暇",
        "外出",
        "休假",
        "부재중",
        "부재 중",
    ];

    private static readonly string[] Automatic =
    [
        "automatic reply",
        "auto reply",
        "auto-reply",
        "autoreply",
        "auto:",
        "autoresponse",
        "auto-response",
        "automated reply",
        "réponse automatique",
        "automatische antwort",
        "automatisch antwoord",
        "automatisch antwoorden",
        "respuesta automática",
        "risposta automatica",
        "resposta automática",
        "automatisk svar",
        "automatiskt svar",
        "autosvar",
        "automaattinen vastaus",
        "automaattivastaus",
        "autoodpowiedź",
        "odpowiedź automatyczna",
        "automatická odpověď",
        "автоответ",
        "автоматический ответ",
        "otomatik yanıt",
        "自動応答",
        "自動返信",
        "自动回复",
        "自動回覆",
        "자동 회신",
        "자동 응답",
    ];

    public static MailVerdict? Of(ReadMail mail, MailSettings settings, bool toReplyAddress)
    {
        var headers = mail.Headers;
        if (Loop(mail, settings) is { } loop)
            return new(MailKind.Loop, MailAct.Ignore, loop);
        if (DeliveryReport.Read(mail) is { Count: > 0 } reports)
        {
            var first = reports[0];
            var permanent = reports.Any(r => r.IsPermanent);
            return new(
                MailKind.Bounce,
                permanent ? MailAct.NoteBounce : MailAct.Ignore,
                $"a relay reports: {first.Recipient} {first.Action}{(first.Status.Length > 0 ? $" ({first.Status})" : "")}"
                    + (reports.Count > 1 ? $", and {reports.Count - 1} more" : "")
                    + (permanent ? "" : "; it may still arrive")
            );
        }
        if (DeliveryReport.LooksLikeOne(mail))
            return new(MailKind.Bounce, MailAct.Hold, "a relay reports that a mail was not delivered, but not to whom");
        if (mail.Parts.Any(p => p.MediaType is "message/disposition-notification"))
            return new(MailKind.AutoReply, MailAct.Ignore, "a receipt that a mail was opened");
        if (mail.Parts.Any(p => p.MediaType is "message/feedback-report"))
            return new(MailKind.AutoReply, MailAct.Hold, "a provider reports that somebody called a mail of ours spam");
        return ByHeaders(headers, mail, toReplyAddress);
    }

    private static string? Loop(ReadMail mail, MailSettings settings)
    {
        if (mail.Headers[LoopHeader] is not null)
            return "it carries the mark of our own mails: an installation answers itself, or another";
        if (mail.Headers.All("Received").Count() > MostRelays)
            return $"it went through more than {MostRelays} relays";
        if (mail.From.Any(f => settings.OwnDomains.Contains(f.Domain, StringComparer.OrdinalIgnoreCase) && ReplyAddress.IsOne(f.Address)))
            return "its sender is one of our own reply addresses";
        return null;
    }

    private static MailVerdict? ByHeaders(MailHeaders headers, ReadMail mail, bool toReplyAddress)
    {
        var subject = mail.Subject.ToLowerInvariant();
        var submitted = FieldWord(headers["Auto-Submitted"]);
        var automatic = Automatic.Any(a => subject.StartsWith(a, StringComparison.Ordinal));
        var away = Away.Any(a => subject.Contains(a, StringComparison.Ordinal));
        var old = new[] { "X-Autoreply", "X-Autorespond", "X-Autoresponder", "X-AutoReply-From", "X-Mail-Autoreply" }.FirstOrDefault(h =>
            headers[h] is not null
        );
        var precedence = FieldWord(headers["Precedence"]);
        var suppress = headers["X-Auto-Response-Suppress"] is not null;
        var machine =
            submitted is not ("" or "no") ? $"Auto-Submitted says “{submitted}”"
            : old is not null ? $"it carries {old}"
            : precedence is "auto_reply" or "auto-reply" ? "Precedence says auto_reply"
            : automatic ? "its subject says so"
            : null;
        if (
            away
            && (
                machine is not null
                || suppress
                || precedence.Length > 0
                || headers["Return-Path"]?.Trim() is "<>"
                || !mail.Subject.Contains("re:", StringComparison.OrdinalIgnoreCase)
            )
        )
            return new(MailKind.OutOfOffice, MailAct.Ignore, "somebody is away: " + (machine ?? "its subject says so"));
        if (machine is not null)
            return Away.Any(a => FirstLines(mail.Text).Contains(a, StringComparison.Ordinal))
                ? new(MailKind.OutOfOffice, MailAct.Ignore, "somebody is away: " + machine)
                : new(MailKind.AutoReply, MailAct.Ignore, "a machine wrote it: " + machine);
        if (
            headers["List-Id"] is not null
            || headers["List-Post"] is not null
            || precedence is "list" or "bulk" or "junk"
            || headers["Mailing-List"] is not null
        )
            return new(MailKind.List, MailAct.Ignore, "it came through a mailing list or to many at once");
        if (headers["List-Unsubscribe"] is not null && !toReplyAddress)
            return new(MailKind.List, MailAct.Ignore, "it can be unsubscribed from: a newsletter");
        if (headers["Return-Path"]?.Trim() is "<>")
            return new(MailKind.AutoReply, MailAct.Ignore, "its return path is empty: a machine wrote it");
        return null;
    }

    private static string FirstLines(string text) => text[..Math.Min(text.Length, 600)].ToLowerInvariant();

    private static string FieldWord(string? value) => (value ?? "").Split(';', '(')[0].Trim().ToLowerInvariant();
}
