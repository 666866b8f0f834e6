using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Entente.Crm.Http;
using Entente.Crm.Port;

namespace Entente.Crm.Salesforce;

/// <summary>
/// Access tokens by any of the three grants. Single flight: of many calls that met a refused token, one asks for a new one and
/// the others wait for it. An opaque token has no known end, so it is replaced when it is refused.
/// </summary>
internal sealed class SalesforceTokens(HttpClient http, SalesforceOptions options, IRefreshTokenVault? vault, TimeProvider clock)
    : ICrmAuth,
        IDisposable
{
    private readonly SemaphoreSlim flight = new(1);
    private CrmAccess? present;

    /// <summary>The identity address of the user we act as: <c>…/id/{organisation}/{user}</c>.</summary>
    public string? Identity { get; private set; }

    public async ValueTask<CrmResult<CrmAccess>> Access(CrmAccess? refused, CancellationToken ct)
    {
        if (present is { } known && known != refused)
            return known;
        await flight.WaitAsync(ct);
        try
        {
            if (present is { } meanwhile && meanwhile != refused)
                return meanwhile;
            var fresh = await Fresh(ct);
            present = fresh.Ok ? fresh.Value : null;
            return fresh;
        }
        finally
        {
            flight.Release();
        }
    }

    public void Dispose() => flight.Dispose();

    private async Task<CrmResult<CrmAccess>> Fresh(CancellationToken ct)
    {
        switch (options.Grant)
        {
            case SalesforceGrant.JwtBearer:
                var assertion = new Dictionary<string, string>
                {
                    ["grant_type"] = "urn:ietf:params:oauth:grant-type:jwt-bearer",
                    ["assertion"] = Assertion(options, clock.GetUtcNow()),
                };
                return (await Ask(assertion, ct)).Access;
            case SalesforceGrant.RefreshToken when vault is not null:
                return await vault.Exchange(token => Ask(With(("grant_type", "refresh_token"), ("refresh_token", token)), ct), ct);
            default:
                return (await Ask(With(("grant_type", "client_credentials")), ct)).Access;
        }
    }

    /// <summary>The signed assertion of the JWT bearer grant; good for two minutes. RS256, RFC 7523.</summary>
    public static string Assertion(SalesforceOptions options, DateTimeOffset now)
    {
        var claims = new
        {
            iss = options.ClientId,
            sub = options.Username,
            aud = options.Audience ?? options.LoginOrigin.GetLeftPart(UriPartial.Authority),
            exp = now.AddMinutes(2).ToUnixTimeSeconds(),
        };
        var signed = $"{Encode("""{"alg":"RS256"}"""u8)}.{Encode(JsonSerializer.SerializeToUtf8Bytes(claims))}";
        using var key = RSA.Create();
        key.ImportFromPem(options.PrivateKey ?? "");
        var signature = key.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        return $"{signed}.{Encode(signature)}";
    }

    private static string Encode(ReadOnlySpan<byte> bytes) => System.Buffers.Text.Base64Url.EncodeToString(bytes);

    private Dictionary<string, string> With(params (string Name, string Value)[] fields)
    {
        var form = fields.ToDictionary(f => f.Name, f => f.Value);
        form["client_id"] = options.ClientId;
        if (options.ClientSecret is { } secret)
            form["client_secret"] = secret;
        return form;
    }

    private async Task<(CrmResult<CrmAccess> Access, string? Rotated)> Ask(Dictionary<string, string> form, CancellationToken ct)
    {
        try
        {
            using var content = new FormUrlEncodedContent(form);
            using var response = await http.PostAsync(new Uri(options.LoginOrigin, "/services/oauth2/token"), content, ct);
            var text = await response.Content.ReadAsStringAsync(ct);
            var body = Parse(text);
            if (!response.IsSuccessStatusCode)
                return (SalesforceErrors.OfToken((int)response.StatusCode, body), null);
            if (body.Text("access_token") is not { } token || !Uri.TryCreate(body.Text("instance_url"), UriKind.Absolute, out var origin))
                return (
                    new CrmError(CrmErrorClass.Poison, "unreadable_answer", "Salesforce's token answer lacks the token or the address."),
                    null
                );
            Identity = body.Text("id");
            return (new CrmAccess(origin, token), body.Text("refresh_token"));
        }
        catch (HttpRequestException)
        {
            return (new CrmError(CrmErrorClass.Transient, "network", "Salesforce cannot be reached."), null);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return (new CrmError(CrmErrorClass.Transient, "timeout", "Salesforce did not answer in time."), null);
        }
    }

    private static JsonElement Parse(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            return default;
        }
    }
}
