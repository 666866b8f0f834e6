using System.Net;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace Entente.Collaboration.Intake.Hooks;

/// <summary>
/// A posted form with its values as the bytes they came in: a mail in a field is no text, and what is not UTF-8 in it must not be mended.
/// </summary>
internal sealed class HookFields
{
    private const int MostFields = 200;
    private readonly Dictionary<string, byte[]> fields = new(StringComparer.OrdinalIgnoreCase);

    public byte[]? Bytes(string name) => fields.GetValueOrDefault(name);

    public string? Text(string name) => Bytes(name) is { } bytes ? Encoding.UTF8.GetString(bytes) : null;

    /// <summary>Null when it is no form, or a broken one.</summary>
    public static async Task<HookFields?> Read(string? contentType, byte[] body, CancellationToken ct)
    {
        if (!MediaTypeHeaderValue.TryParse(contentType, out var type))
            return null;
        try
        {
            return type.MediaType.Equals("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase) ? Encoded(body)
                : type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase)
                && HeaderUtilities.RemoveQuotes(type.Boundary).Value is { Length: > 0 and <= 70 } boundary
                    ? await Parts(boundary, body, ct)
                : null;
        }
        catch (Exception broken) when (broken is InvalidDataException or IOException)
        {
            return null;
        }
    }

    private static HookFields Encoded(byte[] body)
    {
        var read = new HookFields();
        for (var at = 0; at < body.Length && read.fields.Count < MostFields; )
        {
            var end = Array.IndexOf(body, (byte)'&', at);
            end = end < 0 ? body.Length : end;
            var equals = Array.IndexOf(body, (byte)'=', at, end - at);
            if (equals > at)
                read.fields.TryAdd(
                    Encoding.UTF8.GetString(WebUtility.UrlDecodeToBytes(body, at, equals - at) ?? []),
                    WebUtility.UrlDecodeToBytes(body, equals + 1, end - equals - 1) ?? []
                );
            at = end + 1;
        }
        return read;
    }

    private static async Task<HookFields> Parts(string boundary, byte[] body, CancellationToken ct)
    {
        var read = new HookFields();
        var reader = new MultipartReader(boundary, new MemoryStream(body, writable: false));
        while (read.fields.Count < MostFields && await reader.ReadNextSectionAsync(ct) is { } section)
        {
            if (
                !ContentDispositionHeaderValue.TryParse(section.ContentDisposition, out var disposition)
                || HeaderUtilities.RemoveQuotes(disposition.Name).Value is not { Length: > 0 } name
            )
                continue;
            using var value = new MemoryStream();
            await section.Body.CopyToAsync(value, ct);
            read.fields.TryAdd(name, value.ToArray());
        }
        return read;
    }
}
