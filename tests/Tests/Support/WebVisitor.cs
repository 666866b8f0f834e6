using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace Entente.Tests.Support;

/// <summary>
/// A browser without scripts: keeps cookies, does not follow redirects by itself, reads forms as they stand on the page, hidden
/// fields and antiforgery token included.
/// </summary>
internal sealed class WebVisitor : IDisposable
{
    private readonly HttpClient http;

    public WebVisitor(Uri url)
    {
        Cookies = new();
        http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = Cookies }) { BaseAddress = url };
        http.DefaultRequestHeaders.Add("Accept", "text/html");
    }

    public CookieContainer Cookies { get; }

    public HttpClient Http => http;

    public Task<WebPage> Get(string path, params (string Name, string Value)[] headers) => Send(HttpMethod.Get, path, null, headers);

    /// <summary>Gets a page that must be there.</summary>
    public async Task<WebPage> Open(string path)
    {
        var page = await Get(path);
        page.Status.ShouldBe(200, page.Text);
        return page;
    }

    /// <summary>Opens a page, fills in its form and posts it. With several forms: the one that has all these fields, or is named by <c>_handler</c> or <c>Input.Form</c>.</summary>
    public async Task<WebPage> Submit(string path, params (string Name, string Value)[] fields) => await Submit(await Open(path), fields);

    /// <summary>Fills in a form of a page that was opened before, and posts it.</summary>
    public async Task<WebPage> Submit(WebPage page, params (string Name, string Value)[] fields)
    {
        var form = page.FormFor(fields);
        var filled = WebPage
            .ValuesOf(form)
            .Where(v => !fields.Any(f => f.Name == v.Key))
            .Concat(fields.Select(f => KeyValuePair.Create(f.Name, f.Value)));
        var action = form.GetAttribute("action") is { Length: > 0 } given ? given : page.Path;
        return await Send(HttpMethod.Post, action, new FormUrlEncodedContent(filled));
    }

    public Task<WebPage> Post(string path, params (string Name, string Value)[] fields) =>
        Send(HttpMethod.Post, path, new FormUrlEncodedContent(fields.Select(f => KeyValuePair.Create(f.Name, f.Value))));

    public void Dispose() => http.Dispose();

    public async Task<WebPage> Send(HttpMethod method, string path, HttpContent? body, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body };
        foreach (var (name, value) in headers)
        {
            request.Headers.Remove(name);
            request.Headers.Add(name, value);
        }
        using var answer = await http.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        var all = answer
            .Headers.Concat(answer.Content.Headers)
            .ToDictionary(h => h.Key, h => string.Join(", ", h.Value), StringComparer.OrdinalIgnoreCase);
        return new(path, (int)answer.StatusCode, text, all);
    }
}

/// <summary>An answer, and its document when it is one.</summary>
internal sealed record WebPage(string Path, int Status, string Text, IReadOnlyDictionary<string, string> Headers)
{
    private IHtmlDocument? document;

    public IHtmlDocument Document => document ??= new HtmlParser().ParseDocument(Text);

    /// <summary>Where a redirect leads.</summary>
    public string? Location => Headers.GetValueOrDefault("Location");

    public string Heading => Document.QuerySelector("h1")?.TextContent.Trim() ?? "";

    /// <summary>All words of the page's main part, white space made one blank.</summary>
    public string Words =>
        string.Join(
            ' ',
            (Document.QuerySelector("main") ?? (IElement?)Document.Body)!.TextContent.Split(
                (char[]?)null,
                StringSplitOptions.RemoveEmptyEntries
            )
        );

    public IHtmlFormElement FormFor((string Name, string Value)[] fields)
    {
        var forms = Document.QuerySelectorAll<IHtmlFormElement>("form[method=post]").ToList();
        return forms.FirstOrDefault(f =>
                fields.All(w =>
                    f.QuerySelector($"[name='{w.Name}']") is { } control
                    && (w.Name is not ("_handler" or "Input.Form") || control.GetAttribute("value") == w.Value)
                )
            ) ?? throw new InvalidOperationException($"No form with {string.Join(", ", fields.Select(f => f.Name))} on {Path}: {Text}");
    }

    /// <summary>What a browser would send of a form that nobody touched; without its buttons.</summary>
    public static IEnumerable<KeyValuePair<string, string>> ValuesOf(IHtmlFormElement form) =>
        form
            .Elements.OfType<IHtmlElement>()
            .Where(e => e.GetAttribute("name") is { Length: > 0 } && !e.HasAttribute("disabled"))
            .Select(e =>
                (
                    Name: e.GetAttribute("name")!,
                    Value: e switch
                    {
                        IHtmlInputElement { Type: "checkbox" or "radio" } box => box.HasAttribute("checked")
                            ? box.GetAttribute("value") ?? "on"
                            : null,
                        IHtmlInputElement { Type: "submit" or "file" or "button" } => null,
                        IHtmlInputElement input => input.GetAttribute("value") ?? "",
                        IHtmlTextAreaElement area => area.TextContent,
                        IHtmlSelectElement select => select.Value ?? "",
                        _ => null,
                    }
                )
            )
            .Where(v => v.Value is not null)
            .Select(v => KeyValuePair.Create(v.Name, v.Value!));
}
