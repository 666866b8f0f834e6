using Entente.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Entente.Registrations.Evidence;

/// <summary>A file in a list.</summary>
/// <param name="Size">Bytes.</param>
public sealed record FileLine(Guid Id, string Name, long Size, string Sha256, AttachedTo To, DateTimeOffset At)
{
    public string Words => Size < 1024 * 1024 ? $"{Math.Max(1, Size / 1024)} KB" : $"{Size / (1024m * 1024m):0.0} MB";
}

/// <summary>Reads the files of a registration, as far as the actor may see it.</summary>
public sealed class ListFiles(EntenteDb db)
{
    public async Task<IReadOnlyList<FileLine>> Of(string number, CancellationToken ct) =>
        await db.Set<Attachment>()
            .AsNoTracking()
            .Where(a => db.Set<Model.Registration>().Any(r => r.Id == a.RegistrationId && r.Number == number))
            .OrderBy(a => a.At)
            .ThenBy(a => a.Id)
            .Select(a => new FileLine(a.Id.Value, a.Name, a.Size, a.Sha256, a.To, a.At))
            .ToListAsync(ct);
}
