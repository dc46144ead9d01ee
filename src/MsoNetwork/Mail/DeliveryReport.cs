using MimeKit;

namespace MsoNetwork.Mail;

/// <summary>What a report (RFC 3464) says of a mail that could not be delivered.</summary>
/// <param name="MessageId">Of the mail, without brackets.</param>
/// <param name="Said">Status and what the server said.</param>
internal sealed record DeliveryReport(string MessageId, string Said)
{
    /// <summary>The failures in a message; none when it is no report, or reports a delay or a success.</summary>
    public static async Task<IReadOnlyList<DeliveryReport>> ReadAsync(Stream message, CancellationToken cancellationToken)
    {
        try
        {
            var read = await new MimeParser(message, MimeFormat.Entity).ParseMessageAsync(cancellationToken);
            return read.Body is MultipartReport { ReportType: { } type } report
                && type.Equals("delivery-status", StringComparison.OrdinalIgnoreCase) ? [.. Failures(report)] : [];
        }
        catch (FormatException)
        {
            return [];
        }
    }

    private static IEnumerable<DeliveryReport> Failures(MultipartReport report)
    {
        if (report.OfType<MessageDeliveryStatus>().FirstOrDefault()?.StatusGroups is not { Count: > 1 } groups) yield break;
        if ((OfReturned(report) ?? Id(groups[0]["Original-Envelope-Id"])) is not { } id) yield break;
        // The first group is about the message, each other about one recipient; ours have one each.
        foreach (var recipient in groups.Skip(1))
        {
            if (recipient["Action"]?.Trim().Equals("failed", StringComparison.OrdinalIgnoreCase) == true)
                yield return new DeliveryReport(id, $"{recipient["Status"]?.Trim()} {recipient["Diagnostic-Code"]?.Trim()}".Trim());
        }
    }

    // The mail itself or its headers come back with the report.
    private static string? OfReturned(MultipartReport report) => report
        .Select(part => Id((part as MessagePart)?.Message?.MessageId)).FirstOrDefault(id => id is not null);

    private static string? Id(string? text) => text?.Trim().Trim('<', '>') is { Length: > 0 } id ? id : null;
}
