using System.Net;
using System.Text;

namespace Entente.Rules.Crm;

/// <summary>A CRM at the end of the wire: answers in turn, and remembers what it was asked.</summary>
internal sealed class FakeCrm(params Func<HttpRequestMessage, HttpResponseMessage>[] answers) : HttpMessageHandler
{
    private int asked;

    public List<(string Path, string? Bearer, string Body)> Calls { get; } = [];

    public HttpClient Client => new(this);

    public static HttpResponseMessage Json(HttpStatusCode status, string body, TimeSpan? retryAfter = null)
    {
        var answer = new HttpResponseMessage(status) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        if (retryAfter is { } wait)
            answer.Headers.RetryAfter = new(wait);
        return answer;
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var body = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
        int turn;
        lock (Calls)
        {
            Calls.Add((request.RequestUri!.PathAndQuery, request.Headers.Authorization?.Parameter, body));
            turn = Math.Min(asked++, answers.Length - 1);
        }
        await Task.Delay(20, cancellationToken);
        return answers[turn](request);
    }
}
