using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using System.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Entente.Tests.Access;

/// <summary>An OpenID provider on a free port that checks what we send it, and says whatever a test wants.</summary>
internal sealed class OwnOpenIdProvider : IAsyncDisposable
{
    public const string ClientId = "entente";
    public const string Secret = "s3cret:with/odd chars";
    private readonly ConcurrentDictionary<string, JsonObject> codes = new(StringComparer.Ordinal);
    private readonly WebApplication app;
    private (RSA Key, string Kid) signing = (RSA.Create(2048), "k1");

    private OwnOpenIdProvider(WebApplication app) => this.app = app;

    public string Issuer => app.Urls.First();

    public int KeysAsked { get; private set; }

    /// <summary>What happens elsewhere while it takes its time over a code.</summary>
    public Func<Task> Meanwhile { get; set; } = () => Task.CompletedTask;

    /// <summary>What the configuration calls itself; the truth by default.</summary>
    public string? CallsItself { get; set; }

    public static async Task<OwnOpenIdProvider> Start()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var server = builder.Build();
        server.Urls.Add("http://127.0.0.1:0");
        var own = new OwnOpenIdProvider(server);
        server.MapGet("/.well-known/openid-configuration", own.Configuration);
        server.MapGet("/jwks", own.Jwks);
        server.MapPost("/token", own.Token);
        await server.StartAsync();
        return own;
    }

    /// <summary>Somebody signs in there: the claims they get, changed as a test wants.</summary>
    /// <returns>The address the browser is sent back to.</returns>
    public string SignIn(Uri asked, string email, DateTimeOffset now, Action<JsonObject>? change = null)
    {
        var query = HttpUtility.ParseQueryString(asked.Query);
        query["response_type"].ShouldBe("code");
        query["code_challenge_method"].ShouldBe("S256");
        var code = Convert.ToHexString(RandomNumberGenerator.GetBytes(16));
        var claims = new JsonObject
        {
            ["iss"] = Issuer,
            ["sub"] = "u-1",
            ["aud"] = query["client_id"],
            ["nonce"] = query["nonce"],
            ["email"] = email,
            ["email_verified"] = true,
            ["iat"] = now.ToUnixTimeSeconds(),
            ["exp"] = now.AddMinutes(5).ToUnixTimeSeconds(),
        };
        change?.Invoke(claims);
        codes[code] = new()
        {
            ["claims"] = claims,
            ["challenge"] = query["code_challenge"],
            ["redirect"] = query["redirect_uri"],
        };
        return $"{new Uri(query["redirect_uri"]!).AbsolutePath}?code={code}&state={Uri.EscapeDataString(query["state"]!)}";
    }

    /// <summary>A new key; the old one is gone.</summary>
    public void Rotate(string kid) => signing = (RSA.Create(2048), kid);

    public async ValueTask DisposeAsync() => await app.DisposeAsync();

    private IResult Configuration() =>
        Results.Json(
            new Dictionary<string, object>(StringComparer.Ordinal)
            {
                ["issuer"] = CallsItself ?? Issuer,
                ["authorization_endpoint"] = Issuer + "/auth",
                ["token_endpoint"] = Issuer + "/token",
                ["jwks_uri"] = Issuer + "/jwks",
            }
        );

    private IResult Jwks()
    {
        KeysAsked++;
        var own = signing.Key.ExportParameters(false);
        return Results.Json(
            new
            {
                keys = new[]
                {
                    new
                    {
                        kty = "RSA",
                        use = "sig",
                        kid = signing.Kid,
                        n = Url(own.Modulus!),
                        e = Url(own.Exponent!),
                    },
                },
            }
        );
    }

    private async Task<IResult> Token(HttpRequest request)
    {
        await Meanwhile();
        var form = await request.ReadFormAsync();
        var basic = Encoding
            .UTF8.GetString(Convert.FromBase64String(request.Headers.Authorization.ToString()["Basic ".Length..]))
            .Split(':');
        var known = Uri.UnescapeDataString(basic[0]) == ClientId && Uri.UnescapeDataString(basic[1]) == Secret;
        if (!known || !codes.TryRemove(form["code"].ToString(), out var grant) || form["redirect_uri"] != (string?)grant["redirect"])
            return Results.Json(new { error = "invalid_grant" }, statusCode: 400);
        if (Url(SHA256.HashData(Encoding.ASCII.GetBytes(form["code_verifier"].ToString()))) != (string?)grant["challenge"])
            return Results.Json(new { error = "invalid_grant" }, statusCode: 400);
        var header = $$"""{"alg":"RS256","kid":"{{signing.Kid}}"}""";
        var content = Url(Encoding.UTF8.GetBytes(header)) + "." + Url(Encoding.UTF8.GetBytes(grant["claims"]!.ToJsonString()));
        var signature = signing.Key.SignData(Encoding.ASCII.GetBytes(content), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        return Results.Json(
            new
            {
                access_token = "at",
                token_type = "Bearer",
                id_token = content + "." + Url(signature),
            }
        );
    }

    private static string Url(byte[] octets) => System.Buffers.Text.Base64Url.EncodeToString(octets);
}
