using Microsoft.EntityFrameworkCore;

namespace Entente.Registrations.Model;

/// <summary>The tables of files of claims.</summary>
internal static class ImportModel
{
    public static void Map(ModelBuilder model)
    {
        model.Entity<ImportFile>(f =>
        {
            f.HasKey(x => new { x.WorkspaceId, x.Id });
            f.Property(x => x.Id).ValueGeneratedNever();
            f.Ignore(x => x.OfStaff);
            f.HasIndex(x => new
            {
                x.WorkspaceId,
                x.PartnerId,
                x.UploadedAt,
            });
            f.HasIndex(x => new
            {
                x.WorkspaceId,
                x.PartnerId,
                x.Hash,
            });
        });
        model.Entity<ImportPart>(p =>
            p.HasKey(x => new
            {
                x.WorkspaceId,
                x.ImportId,
                x.Part,
            })
        );
        model.Entity<ImportProgress>(p => p.HasKey(x => new { x.WorkspaceId, x.ImportId }));
        model.Entity<ImportRow>(r =>
        {
            r.HasKey(x => new
            {
                x.WorkspaceId,
                x.ImportId,
                x.Row,
            });
            r.HasIndex(x => new
            {
                x.WorkspaceId,
                x.ImportId,
                x.Verdict,
                x.Row,
            });
        });
    }
}
