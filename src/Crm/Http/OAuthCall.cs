using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Entente.Crm.Port;

namespace Entente.Crm.Http;

/// <summary>One call of a token endpoint, and what belongs to the authorisation code flow of either CRM. RFC 6749, RFC 7636.</summary>
internal static class OAuthCall
{
    /// <param name="crm">For the sentence when nobody answers.</param>
    /// <param name="explain">A refusal's class.</param>
    public static async Task<CrmResult<JsonElement>> Post(
        HttpClient http,
        Uri address,
        IReadOnlyDictionary<string, string> form,
        string crm,
        Func<int, JsonElement, CrmError> explain,
        CancellationToken ct
    )
    {
        try
        {
            using var content = new FormUrlEncodedContent(form);
            using var response = await http.PostAsync(address, content, ct);
            var body = Parse(await response.Content.ReadAsStringAsync(ct));
            return response.IsSuccessStatusCode ? body : explain((int)response.StatusCode, body);
        }
        catch (HttpRequestException)
        {
            return new CrmError(CrmErrorClass.Transient, "network", $"{crm} cannot be reached.");
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return new CrmError(CrmErrorClass.Transient, "timeout", $"{crm} did not answer in time.");
        }
    }

    /// <summary>The S256 challenge of a verifier.</summary>
    public static string Challenge(string verifier) => Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(verifier)));

    /// <summary>The address with these parameters; spaces as <c>%20</c>, which both CRMs want.</summary>
    public static string With(Uri address, params (string Name, string Value)[] query) =>
        address + "?" + string.Join('&', query.Select(q => $"{q.Name}={Uri.EscapeDataString(q.Value)}"));

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
