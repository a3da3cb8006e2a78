const senderReportType = 200;
const sourceDescriptionType = 202;
/** From 1900, where NTP counts from, to 1970. */
const ntpOffsetSeconds = 2_208_988_800;

export interface SenderReport {
  readonly ssrc: number;
  /** The moment reported, ms since 1970 by the camera's clock. */
  readonly utcMs: number;
  /** The RTP timestamp of that moment. */
  readonly timestamp: number;
  readonly packetCount: number;
  readonly octetCount: number;
  readonly canonicalName: string;
}

/** A compound RTCP packet: sender report and SDES CNAME (RFC 3550 §6.4.1, §6.5). */
export const senderReport = (report: SenderReport): Buffer => {
  const sender = Buffer.alloc(28);
  sender.writeUInt8(0x80, 0);
  sender.writeUInt8(senderReportType, 1);
  sender.writeUInt16BE(6, 2);
  sender.writeUInt32BE(report.ssrc, 4);
  const seconds = Math.floor(report.utcMs / 1000);
  sender.writeUInt32BE((seconds + ntpOffsetSeconds) % 0x1_0000_0000, 8);
  sender.writeUInt32BE(Math.floor(((report.utcMs % 1000) / 1000) * 0x1_0000_0000), 12);
  sender.writeUInt32BE(report.timestamp % 0x1_0000_0000, 16);
  sender.writeUInt32BE(report.packetCount % 0x1_0000_0000, 20);
  sender.writeUInt32BE(report.octetCount % 0x1_0000_0000, 24);

  const name = Buffer.from(report.canonicalName).subarray(0, 255);
  // The items end with at least one zero, up to a full word.
  const itemBytes = Math.ceil((2 + name.length + 1) / 4) * 4;
  const description = Buffer.alloc(8 + itemBytes);
  description.writeUInt8(0x81, 0);
  description.writeUInt8(sourceDescriptionType, 1);
  description.writeUInt16BE(description.length / 4 - 1, 2);
  description.writeUInt32BE(report.ssrc, 4);
  description.writeUInt8(1, 8);
  description.writeUInt8(name.length, 9);
  name.copy(description, 10);
  return Buffer.concat([sender, description]);
};
