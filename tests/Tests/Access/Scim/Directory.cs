using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Entente.Access;
using Entente.Access.Scim;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Tests.Support;

namespace Entente.Tests.Access.Scim;

/// <summary>A company's directory at work: it speaks SCIM with a token, as Entra ID and Okta do.</summary>
internal sealed class Directory : IDisposable
{
    private readonly HttpClient http;

    private Directory(string url, string token) =>
        (http, Token) = (
            new HttpClient { BaseAddress = new(url), DefaultRequestHeaders = { { "Authorization", "Bearer " + token } } },
            token
        );

    public string Token { get; }

    public static Directory With(WebHouse web, string token) => new(web.Url, token);

    /// <summary>Connected by an owner of the workspace, for its staff.</summary>
    public static async Task<Directory> OfStaff(WebHouse web, PersonId owner, WorkspaceCard? where = null) =>
        With(web, await Made(web, OwnerActor(owner, where ?? web.Corvane)));

    /// <summary>Connected by an admin of the partner, for its people.</summary>
    public static async Task<Directory> OfPartner(WebHouse web, PartnerId partner, PersonId admin) =>
        With(web, await Made(web, AdminActor(web, partner, admin)));

    public static Actor OwnerActor(PersonId owner, WorkspaceCard where) =>
        new(where.Id, ActorKind.Staff, Channel.Web, owner, Permissions: Permissions.Of(StaffRole.Owner));

    public static Actor AdminActor(WebHouse web, PartnerId partner, PersonId admin) =>
        new(web.Corvane.Id, ActorKind.Partner, Channel.Web, admin, partner);

    private static async Task<string> Made(WebHouse web, Actor by)
    {
        var made = await web.House.Act<DirectoryDesk, Result<string>>(by, d => d.Make("Entra ID", default));
        made.Problem.ShouldBeNull();
        return made.Value;
    }

    public Task<Answer> Get(string path, string slug = "corvane", params (string Name, string Value)[] headers) =>
        Send(HttpMethod.Get, path, null, slug, headers);

    public Task<Answer> Post(string path, string body) => Send(HttpMethod.Post, path, body);

    public Task<Answer> Put(string path, string body, params (string Name, string Value)[] headers) =>
        Send(HttpMethod.Put, path, body, headers: headers);

    /// <param name="operations">Without the list's brackets.</param>
    public Task<Answer> Patch(string path, string operations, params (string Name, string Value)[] headers) =>
        Send(
            HttpMethod.Patch,
            path,
            $$"""{"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":[{{operations}}]}""",
            headers: headers
        );

    public Task<Answer> Delete(string path, params (string Name, string Value)[] headers) =>
        Send(HttpMethod.Delete, path, null, headers: headers);

    /// <summary>Makes a user and returns the id.</summary>
    public async Task<string> User(string email, string name = "Somebody New")
    {
        var made = await Post("Users", $$"""{"userName":"{{email}}","displayName":"{{name}}","active":true}""");
        made.Status.ShouldBe(201, made.Text);
        return (string)made.Json["id"]!;
    }

    /// <summary>The id of whoever has this name.</summary>
    public async Task<string> Find(string userName)
    {
        var found = await Get($"Users?filter={Uri.EscapeDataString($"userName eq \"{userName}\"")}");
        return (string)found.Json["Resources"]![0]!["id"]!;
    }

    private async Task<Answer> Send(
        HttpMethod method,
        string path,
        string? body,
        string slug = "corvane",
        (string Name, string Value)[]? headers = null
    )
    {
        using var request = new HttpRequestMessage(method, $"/w/{slug}/scim/v2/{path}");
        if (body is not null)
            request.Content = new StringContent(body, Encoding.UTF8, "application/scim+json");
        foreach (var (name, value) in headers ?? [])
            request.Headers.TryAddWithoutValidation(name, value).ShouldBeTrue();
        using var answer = await http.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        return new(
            (int)answer.StatusCode,
            text,
            answer.Headers.ETag?.ToString(),
            answer.Headers.Location?.ToString(),
            answer.Content.Headers.ContentType?.MediaType
        );
    }

    public void Dispose() => http.Dispose();
}

internal sealed record Answer(int Status, string Text, string? ETag, string? Location, string? Type)
{
    public JsonNode Json => JsonNode.Parse(Text)!;

    /// <summary>Status and scimType of a refusal.</summary>
    public (int, string?) Fault => (Status, Text.Length == 0 ? null : (string?)Json["scimType"]);
}
