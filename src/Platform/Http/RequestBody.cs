using Microsoft.AspNetCore.Http;

namespace Entente.Platform.Http;

/// <summary>Bodies that are read whole, byte by byte as they came: what signs them signed these bytes.</summary>
public static class RequestBody
{
    /// <summary>Null when it is longer than <paramref name="most"/> bytes; no more than these is ever held.</summary>
    public static async Task<byte[]?> Read(HttpRequest request, long most, CancellationToken ct)
    {
        if (request.ContentLength > most)
            return null;
        using var kept = new MemoryStream();
        var piece = new byte[16_384];
        for (int read; (read = await request.Body.ReadAsync(piece, ct)) > 0; )
        {
            if (kept.Length + read > most)
                return null;
            kept.Write(piece, 0, read);
        }
        return kept.ToArray();
    }
}
