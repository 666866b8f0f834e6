using System.Net;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Entente.Tests.Support;

namespace Entente.Tests.Walls;

/// <summary>Somebody who looks where they have no business: who they are, and which words and ids must never reach them.</summary>
internal sealed partial class Snoop(
    string name,
    WebVisitor visitor,
    IReadOnlyList<string> words,
    HashSet<Guid> ids,
    Func<string, string[]> paths
) : IDisposable
{
    /// <summary>They are of the marked partner themselves: what they send of their own is theirs to send.</summary>
    public bool MaySend { get; init; }

    /// <summary>Pages below this are their own desk: what they send there is their work.</summary>
    public string? Desk { get; init; }

    public bool IsTheirs(string address) => Desk is { } desk && address.StartsWith(desk, StringComparison.Ordinal);

    /// <summary>Under which addresses they try a page.</summary>
    public string[] Paths(string address) => paths(address);

    public Task<WebPage> Get(string path) => visitor.Get(path);

    /// <summary>Sends every form of a page that somebody else saw, with a token of their own.</summary>
    public Task<WebPage> Post(string path, WebPage seen) => Send(visitor, path, seen);

    public static async Task<WebPage> Send(WebVisitor visitor, string path, WebPage seen)
    {
        var token = (await visitor.Get($"/w/{Slug(path)}/sign-in")) is { Status: 200 } signIn ? TokenOf(signIn) : null;
        token ??= TokenOf(await visitor.Get($"/w/{Slug(path)}/me"));
        var answers = new List<WebPage>();
        foreach (var form in seen.Document.QuerySelectorAll<IHtmlFormElement>("form[method=post]"))
        foreach (var buttons in Buttons(form))
        {
            var values = WebPage
                .ValuesOf(form)
                .Select(v => v.Key == "__RequestVerificationToken" ? KeyValuePair.Create(v.Key, token ?? "") : v)
                .Concat(buttons);
            answers.Add(await visitor.Send(HttpMethod.Post, path, new FormUrlEncodedContent(values)));
        }
        if (answers.Count == 0)
            answers.Add(await visitor.Post(path, ("__RequestVerificationToken", token ?? "")));
        return answers[^1] with { Text = string.Join('\n', answers.Select(a => a.Text)) };
    }

    /// <summary>What of the marked partner stands in an answer; what was asked for by name does not count.</summary>
    public IEnumerable<string> Find(string path, WebPage answer)
    {
        var all = WebUtility.HtmlDecode(answer.Text) + "\n" + string.Join('\n', answer.Headers.Select(h => h.Value));
        var asked = Uri.UnescapeDataString(path);
        foreach (var part in asked.Split('/', '?', '=', '&').Where(p => p.Length > 5))
            all = all.Replace(part, "", StringComparison.OrdinalIgnoreCase)
                .Replace(Uri.EscapeDataString(part), "", StringComparison.Ordinal);
        foreach (Match match in Marked().Matches(all))
            if (words.Any(w => match.Value.StartsWith(w, StringComparison.OrdinalIgnoreCase)))
                yield return $"{name}: {path} ({answer.Status}) says “{match.Value}”";
        if (words.Contains(CanaryStory.Claims) && Amount().IsMatch(all))
            yield return $"{name}: {path} ({answer.Status}) says the amount";
        foreach (var id in Tokens.In(all).Where(ids.Contains).Distinct())
            yield return $"{name}: {path} ({answer.Status}) gives away {id}";
    }

    public void Dispose() => visitor.Dispose();

    private static IEnumerable<KeyValuePair<string, string>[]> Buttons(IHtmlFormElement form)
    {
        var named = form.QuerySelectorAll("button[name]").Where(b => b.GetAttribute("type") is not "button").ToList();
        return named.Count == 0
            ?
            [
                [],
            ]
            : named.Select(b => new[] { KeyValuePair.Create(b.GetAttribute("name")!, b.GetAttribute("value") ?? "") });
    }

    private static string Slug(string path) => path.Split('/') is [_, "w", var slug, ..] ? slug : "corvane";

    private static string? TokenOf(WebPage page) =>
        page.Document.QuerySelector("input[name=__RequestVerificationToken]")?.GetAttribute("value");

    [GeneratedRegex(@"[kp]zqvw\w*", RegexOptions.IgnoreCase)]
    private static partial Regex Marked();

    [GeneratedRegex(@"73[,.\s\u202f\u00a0]?913")]
    private static partial Regex Amount();
}

/// <summary>The identities that look.</summary>
internal static class Snoops
{
    public static IEnumerable<Snoop> Of(WebHouse web, CanaryStory canary, HashSet<Guid> workspace, HashSet<Guid> partner)
    {
        string[] everything = [CanaryStory.Claims, CanaryStory.Partner];
        string[] Same(string path) => [path];
        yield return new(
            "owner of another vendor",
            canary.OtherVendor,
            everything,
            workspace,
            p => p.StartsWith("/w/corvane", StringComparison.Ordinal) ? [p, "/w/halden" + p["/w/corvane".Length..]] : NotByKey(p)
        );
        yield return new("admin of another partner", canary.OtherPartner, everything, partner, NotByKey);
        yield return new("marketing of the vendor", canary.LowerRole, [CanaryStory.Claims], [], NotByKey)
        {
            Desk = "/w/corvane/announcements",
        };
        // A word in the rules of the whole workspace is not a partner's, so its ids are those of the partner.
        yield return new("staff with a scope without the partner", canary.Narrowed, everything, partner, NotByKey);
        yield return new("restricted colleague of the partner", canary.Restricted, [CanaryStory.Claims], [], NotByKey) { MaySend = true };
        yield return new("nobody", web.Guest(), everything, workspace, NotByKey);
        yield return new("holder of links that are over", web.Guest(), everything, workspace, p => ByExpired(canary, p));
        yield return new("staff who left", canary.Deactivated, everything, workspace, NotByKey);
        yield return new("partner's person who left", canary.DeactivatedPartner, everything, workspace, NotByKey);
        yield return new("program with a revoked key", ByKey(web, canary.RevokedKey), everything, workspace, NotByKey);
        yield return new("program of another partner", ByKey(web, canary.OtherKey), everything, partner, NotByKey);

        // Whoever holds a personal link is who it was made for: only those without it are asked here.
        string[] NotByKey(string path) => canary.Keys.Exists(k => path.Contains(k, StringComparison.Ordinal)) ? [] : Same(path);
    }

    private static string[] ByExpired(CanaryStory canary, string path) =>
        canary.Keys.FindIndex(k => path.Contains(k, StringComparison.Ordinal)) is var n and >= 0
            ? [path.Replace(canary.Keys[n], canary.Expired[n], StringComparison.Ordinal)]
            : [];

    private static WebVisitor ByKey(WebHouse web, string key)
    {
        var visitor = new WebVisitor(new(web.Url));
        visitor.Http.DefaultRequestHeaders.Authorization = new("Bearer", key);
        return visitor;
    }
}
