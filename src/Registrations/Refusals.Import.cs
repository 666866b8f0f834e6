using System.Globalization;
using Entente.Platform.Values;
using Entente.Registrations.Import;

namespace Entente.Registrations;

// Of files.
internal static partial class Refusals
{
    public static Problem NoFile => Problem.Invalid("registration.no_file", "upload", "Choose a CSV file.");

    public static Problem NotCsv =>
        Problem.Invalid(
            "registration.not_csv",
            "upload",
            "This is not CSV. In your spreadsheet choose “Save as”, then CSV, and upload that file."
        );

    public static Problem NoHeader =>
        Problem.Invalid(
            "registration.no_header",
            "upload",
            "The file has no rows: its first line must name the columns, and rows must follow."
        );

    public static Problem FileTooLarge =>
        Problem.Invalid(
            "registration.file_too_large",
            "upload",
            $"The file is larger than {UploadImport.MostBytes >> 20} MB. Split it, and upload the parts one after the other."
        );

    public static Problem TooManyRows(int rows) =>
        Problem.Invalid(
            "registration.too_many_rows",
            "upload",
            string.Create(
                CultureInfo.InvariantCulture,
                $"The file has {rows:N0} rows; at most {UploadImport.MostRows:N0} go in one file. Split it, and upload the parts one after the other."
            )
        );

    public static Problem TooManyImports =>
        new(
            ProblemKind.TooMany,
            "registration.too_many_imports",
            $"You sent {UploadImport.FilesADay} files within a day. Send the next one tomorrow."
        );

    public static Problem NoSuchFile => Problem.NotFound("registration.no_such_file", "There is no such file.");

    public static Problem FileMovedOn =>
        Problem.Conflict("registration.file_moved_on", "The file has moved on meanwhile. What you see here is up to date.");

    public static Problem NoCompanyColumn =>
        Problem.Invalid("registration.no_company_column", "company", "Say which column holds the company.");

    public static Problem NoPartnerColumn =>
        Problem.Invalid(
            "registration.no_partner_column",
            "partner",
            "Say which column names the partner, or choose one partner for all rows."
        );

    public static Problem ColumnTwice(IReadOnlyDictionary<string, string> wrong) =>
        Problem.Invalid("registration.column_twice", "A column can hold one field only.", wrong);

    public static Problem NothingToSend => Problem.Conflict("registration.nothing_to_send", "None of the rows can be sent as it is.");
}
