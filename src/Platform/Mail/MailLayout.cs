using System.Net;
using System.Text;
using Entente.Platform.Tenancy;

namespace Entente.Platform.Mail;

/// <summary>
/// The one look of a mail: vendor, verdict, what to do, one button, at most five facts, why you get this. Makes sense as plain
/// text and with images blocked.
/// </summary>
internal static class MailLayout
{
    private const string Font = "font-family:-apple-system,BlinkMacSystemFont,'Segoe UI',Roboto,Helvetica,Arial,sans-serif;";

    public static string Text(MailDraft draft, WorkspaceCard workspace)
    {
        var text = new StringBuilder();
        if (draft.AnswerGoesTo is { } to)
            text.AppendLine(Above(to)).AppendLine();
        text.AppendLine(draft.Verdict).AppendLine();
        foreach (var paragraph in draft.Paragraphs)
            text.AppendLine(paragraph).AppendLine();
        foreach (var (label, value) in draft.Facts)
            text.Append(label).Append(": ").AppendLine(value);
        if (draft.Facts.Count > 0)
            text.AppendLine();
        if (draft.Button is { } button)
            text.Append(button.Label).AppendLine(":").AppendLine(button.Url).AppendLine();
        foreach (var section in draft.Sections)
        {
            text.AppendLine(section.Title);
            foreach (var line in section.Lines)
            {
                text.Append("- ").Append(line.Text).Append(" (").Append(line.Note).AppendLine(")");
                if (line.Url is { } url)
                    text.Append("  ").AppendLine(url);
            }
            text.AppendLine();
        }
        text.AppendLine("-- ").AppendLine(draft.Why);
        if (draft.Change is { } change)
            text.Append("Choose what we tell you: ").AppendLine(change);
        return text.Append(workspace.Name).Append(" partner program. All times are ").Append(workspace.TimeZone).AppendLine(".").ToString();
    }

    /// <summary>The first line of a mail that can be answered; what stands below it is not the answer.</summary>
    private static string Above(string to) => $"--- Reply above this line. Your answer goes to {to}. ---";

    public static string Html(MailDraft draft, WorkspaceCard workspace)
    {
        var colours = new MailColours(workspace.BrandHue);
        var html = new StringBuilder(8_000);
        Head(html, draft, colours);
        Top(html, draft, workspace, colours);
        foreach (var paragraph in draft.Paragraphs)
            html.Append("<p class=\"t2\" style=\"margin:0 0 12px;")
                .Append(Font)
                .Append("font-size:15px;line-height:23px;color:#44524e\">")
                .Append(E(paragraph))
                .Append("</p>\n");
        html.Append("</td></tr>\n");
        foreach (var section in draft.Sections)
            Section(html, section, colours);
        Button(html, draft, colours);
        Facts(html, draft);
        Foot(html, draft, workspace);
        return html.ToString();
    }

    private static void Head(StringBuilder html, MailDraft draft, MailColours colours) =>
        html.Append(
            $$"""
            <!doctype html>
            <html lang="en-GB">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <meta name="supported-color-schemes" content="light dark">
            <meta name="format-detection" content="telephone=no, date=no, address=no, email=no, url=no">
            <title>{{E(draft.Subject)}}</title>
            <style>
            :root { color-scheme: light dark; supported-color-schemes: light dark }
            @media (prefers-color-scheme: dark) {
              .bg { background: #0b0f0e !important } .sf { background: #121816 !important; border-color: #242b29 !important }
              .tint { background: {{colours.DarkTint}} !important } .ln { border-color: #242b29 !important }
              .t1 { color: #eaefee !important } .t2 { color: #b7c0be !important } .t3 { color: #97a19e !important }
              .ink { color: {{colours.DarkInk}} !important } .bt { background: {{colours.Button}} !important } .bt a { color: #ffffff !important }
            }
            @media (max-width: 620px) {
              .wrap { width: 100% !important } .pad { padding-left: 20px !important; padding-right: 20px !important }
              .btw { width: 100% !important } .bt a { display: block !important }
            }
            </style>
            <!--[if mso]><xml><o:OfficeDocumentSettings xmlns:o="urn:schemas-microsoft-com:office:office"><o:PixelsPerInch>96</o:PixelsPerInch></o:OfficeDocumentSettings></xml><![endif]-->
            </head>
            <body class="bg" style="margin:0;padding:0;background:#f2f6f5">
            <div style="display:none;max-height:0;overflow:hidden">{{E(draft.Paragraphs.FirstOrDefault() ?? draft.Verdict)}}</div>
            <table role="presentation" class="bg" width="100%" cellpadding="0" cellspacing="0" border="0" style="background:#f2f6f5">
            <tr><td align="center" style="padding:20px 12px 40px">
            <table role="presentation" class="wrap" width="600" cellpadding="0" cellspacing="0" border="0" style="width:600px;max-width:600px">
            {{AboveRow(draft)}}<tr><td class="sf" style="background:#ffffff;border:1px solid #e3e7e6;border-radius:14px">
            <table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0">

            """
        );

    private static void Top(StringBuilder html, MailDraft draft, WorkspaceCard workspace, MailColours colours) =>
        html.Append(
            $"""
            <tr><td class="pad ln" style="padding:20px 32px;border-bottom:1px solid #e3e7e6">
            <table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0"><tr>
            <td class="bt" width="28" align="center" valign="middle" style="width:28px;height:28px;background:{colours.Button};border-radius:8px;{Font}font-size:14px;font-weight:600;color:#ffffff">{E(
                workspace.Name[..1]
            )}</td>
            <td class="t1" valign="middle" style="padding-left:10px;{Font}font-size:16px;line-height:28px;font-weight:600;color:#15211e">{E(
                workspace.Name
            )}</td>
            <td class="t3" align="right" valign="middle" style="{Font}font-size:13px;line-height:20px;color:#5e6b67">{E(draft.Number ?? "")}</td>
            </tr></table></td></tr>
            <tr><td class="pad" style="padding:28px 32px 8px">
            <h1 class="t1" style="margin:0 0 12px;{Font}font-size:22px;line-height:28px;font-weight:600;color:#15211e">{E(
                draft.Verdict
            )}</h1>

            """
        );

    private static string AboveRow(MailDraft draft) =>
        draft.AnswerGoesTo is { } to
            ? $"<tr><td class=\"t3 pad\" style=\"padding:0 32px 16px;{Font}font-size:12px;line-height:18px;color:#5e6b67\">{E(Above(to))}</td></tr>\n"
            : "";

    private static void Section(StringBuilder html, MailSection section, MailColours colours)
    {
        html.Append(
            $"""
            <tr><td class="pad" style="padding:8px 32px">
            <h2 class="t1 ln" style="margin:0;padding:0 0 8px;border-bottom:1px solid #e3e7e6;{Font}font-size:15px;line-height:22px;font-weight:600;color:#15211e">{E(
                section.Title
            )}</h2>

            """
        );
        foreach (var line in section.Lines)
        {
            var words = line.Url is { } url
                ? $"<a class=\"ink\" href=\"{E(url)}\" style=\"color:{colours.Ink};text-decoration:underline\">{E(line.Text)}</a>"
                : E(line.Text);
            html.Append(
                $"""
                <p class="t2" style="margin:8px 0;{Font}font-size:15px;line-height:22px;color:#44524e">{words}<br><span class="t3" style="font-size:13px;line-height:18px;color:#5e6b67">{E(
                    line.Note
                )}</span></p>

                """
            );
        }
        html.Append("</td></tr>\n");
    }

    private static void Button(StringBuilder html, MailDraft draft, MailColours colours)
    {
        if (draft.Button is not { } button)
            return;
        html.Append(
            $"""
            <tr><td class="pad" style="padding:8px 32px">
            <table role="presentation" class="btw" cellpadding="0" cellspacing="0" border="0"><tr>
            <td class="bt" align="center" style="background:{colours.Button};border-radius:10px"><a href="{E(
                button.Url
            )}" style="display:inline-block;padding:12px 22px;{Font}font-size:15px;line-height:20px;font-weight:600;color:#ffffff;text-decoration:none">{E(
                button.Label
            )}</a></td>
            </tr></table></td></tr>

            """
        );
    }

    private static void Facts(StringBuilder html, MailDraft draft)
    {
        if (draft.Facts.Count == 0)
            return;
        html.Append(
            "<tr><td class=\"pad\" style=\"padding:16px 32px 24px\"><table role=\"presentation\" width=\"100%\" cellpadding=\"0\" cellspacing=\"0\" border=\"0\">\n"
        );
        foreach (var (label, value) in draft.Facts)
            html.Append(
                $"""
                <tr><td class="t3 ln" width="38%" valign="top" style="padding:9px 0;border-bottom:1px solid #e3e7e6;{Font}font-size:14px;line-height:20px;color:#5e6b67">{E(
                    label
                )}</td>
                <td class="t1 ln" valign="top" style="padding:9px 0;border-bottom:1px solid #e3e7e6;{Font}font-size:14px;line-height:20px;color:#15211e">{E(
                    value
                )}</td></tr>

                """
            );
        html.Append("</table></td></tr>\n");
    }

    private static void Foot(StringBuilder html, MailDraft draft, WorkspaceCard workspace) =>
        html.Append(
            $"""
            </table></td></tr>
            <tr><td class="t3 pad" style="padding:18px 32px 0;{Font}font-size:12px;line-height:18px;color:#5e6b67">{E(draft.Why)}<br>{Change(draft)}{E(
                workspace.Name
            )} partner program. All times are {E(workspace.TimeZone)}.</td></tr>
            </table></td></tr></table></body></html>

            """
        );

    private static string Change(MailDraft draft) =>
        draft.Change is { } change
            ? $"<a class=\"t3\" href=\"{E(change)}\" style=\"color:#5e6b67;text-decoration:underline\">Choose what we tell you</a><br>"
            : "";

    private static string E(string text) => WebUtility.HtmlEncode(text);
}
