using System.Net;
using System.Text.RegularExpressions;

namespace Entente.Bench;

/// <summary>Just enough of a browser to walk through a sign-in link: cookies, redirects, one form.</summary>
internal sealed partial class Browser : IDisposable
{
    private readonly CookieContainer cookies = new();
    private readonly HttpClient http;

    public Browser() => http = new(new SocketsHttpHandler { CookieContainer = cookies });

    /// <summary>Opens a door and, where it asks, presses its one button. Returns where it ends.</summary>
    public async Task<Uri> Enter(Uri door)
    {
        using var page = await http.GetAsync(door);
        var html = await page.Content.ReadAsStringAsync();
        var here = page.RequestMessage!.RequestUri!;
        if (!html.Contains("<form", StringComparison.Ordinal))
            return here;
        using var answer = await http.PostAsync(here, new FormUrlEncodedContent(Fields(html)));
        return answer.RequestMessage!.RequestUri!;
    }

    public async Task<string> Read(Uri page) => await http.GetStringAsync(page);

    public string Cookie(Uri at) => cookies.GetCookieHeader(at);

    /// <summary>The hidden fields of a page's first form.</summary>
    public static Dictionary<string, string> Fields(string html)
    {
        var form = html[html.IndexOf("<form", StringComparison.Ordinal)..];
        form = form[..form.IndexOf("</form>", StringComparison.Ordinal)];
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (Match input in Input().Matches(form))
            if (Name().Match(input.Value) is { Success: true } name && input.Value.Contains("hidden", StringComparison.Ordinal))
                fields[name.Groups["text"].Value] = WebUtility.HtmlDecode(Value().Match(input.Value).Groups["text"].Value);
        return fields;
    }

    public void Dispose() => http.Dispose();

    [GeneratedRegex("<input[^>]*>", RegexOptions.NonBacktracking)]
    private static partial Regex Input();

    [GeneratedRegex("name=\"(?<text>[^\"]*)\"", RegexOptions.NonBacktracking)]
    private static partial Regex Name();

    [GeneratedRegex("value=\"(?<text>[^\"]*)\"", RegexOptions.NonBacktracking)]
    private static partial Regex Value();
}
