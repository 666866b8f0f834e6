using Entente.Platform.Values;
using Microsoft.AspNetCore.Http;

namespace Entente.Platform.Files;

/// <summary>Files that come with a form: how many, how large, of which kind.</summary>
public static class Uploads
{
    public const int MostFiles = 5;
    public const long MostBytes = 5 * 1024 * 1024;

    /// <summary>For the field's hint.</summary>
    public static string Hint => $"Up to {MostFiles} files of {MostBytes / (1024 * 1024)} MB: {FileContent.Allowed}";

    /// <summary>Why these cannot be taken; null: they can.</summary>
    /// <param name="tooMany">What is said of more than <see cref="MostFiles"/>.</param>
    public static Problem? WhyNot(IReadOnlyList<Upload> uploads, string field, Problem tooMany)
    {
        if (uploads.Count > MostFiles)
            return tooMany;
        var wrong = uploads.Select(u => FileStore.WhyNot(u, MostBytes, field)).OfType<Problem>().ToList();
        return wrong.Count switch
        {
            0 => null,
            1 => wrong[0],
            _ => Problem.Invalid(wrong[0].Code, field, string.Join(" ", wrong.Select(w => w.Message))),
        };
    }

    /// <summary>The files of a posted form; one that is too large is cut a byte behind the limit, enough to be refused by name.</summary>
    public static async Task<IReadOnlyList<Upload>> Of(HttpRequest request, CancellationToken ct)
    {
        if (!request.HasFormContentType)
            return [];
        var uploads = new List<Upload>();
        foreach (var file in (await request.ReadFormAsync(ct)).Files.Where(f => f.Length > 0).Take(MostFiles + 1))
        {
            var bytes = new byte[Math.Min(file.Length, MostBytes + 1)];
            await using var stream = file.OpenReadStream();
            await stream.ReadExactlyAsync(bytes, ct);
            uploads.Add(new(TypedText.Line(file.FileName), bytes));
        }
        return uploads;
    }
}
