import type { Migration } from "./migration";

/** The numbers that cameras are called by at a keyboard: those there are in the order of adding, new ones by themselves. */
export const cameraNumbers: Migration = {
  version: 8,
  sql: `
ALTER TABLE camera ADD COLUMN number INTEGER CHECK (number BETWEEN 1 AND 999999);
UPDATE camera SET number = counted.number
  FROM (SELECT camera.id, row_number() OVER (ORDER BY added_at_utc_ms, device.id, channel) AS number
          FROM camera JOIN device ON device.id = device_id) AS counted
 WHERE counted.id = camera.id;
CREATE UNIQUE INDEX camera_by_number ON camera (number);
CREATE TRIGGER camera_is_numbered AFTER INSERT ON camera WHEN NEW.number IS NULL BEGIN
  UPDATE camera
     SET number = CASE WHEN (SELECT ifnull(max(number), 0) FROM camera) < 999999
                       THEN (SELECT ifnull(max(number), 0) + 1 FROM camera)
                       ELSE (SELECT min(number) - 1 FROM camera AS held
                              WHERE number > 1 AND NOT EXISTS (SELECT 1 FROM camera WHERE number = held.number - 1))
                  END
   WHERE id = NEW.id;
END;
`,
};
